// The guide: what the view found, item by item; choosing one makes it stand out in the graph.
const sections = view.guide?.sections ?? [];
const items = sections.flatMap((section) => section.items);
for (const item of items) {
  item.actors = item.nodes.map((iri) => nodeByIri.get(iri)).filter(Boolean);
  item.lines = item.edges.map((key) => edgeByKey.get(key)).filter(Boolean);
  item.held = new Set(item.lines);
}
const GUIDED = 40; // items of a section before "show more"

function theGuide() {
  const { title, intro, method } = view.guide;
  return [
    make('div', { class: 'head' },
      make('div', { class: 'bar' }, make('h2', {}, title), closeButton()), make('p', { class: 'facts' }, intro)),
    ...sections.flatMap((section) => [
      section.title && make('h3', {}, section.title),
      ...listed(section.items, guideItem, Math.max(GUIDED, section.items.indexOf(items[state.item]) + 1)),
    ]),
    method && make('p', { class: 'note' }, method),
  ].filter(Boolean);
}

function guideItem(item) {
  const number = items.indexOf(item);
  const open = number === state.item;
  const text = item.quote === null ? [make('b', {}, item.title)] : [make('span', { class: 'quote' }, ...marked(item.quote, item.marks))];
  const head = button('', () => chooseItem(open ? null : number), { class: 'item', 'aria-expanded': open, 'data-key': `item ${number}` });
  head.append(...text);
  if (item.note) head.append(make('span', { class: 'facts' }, item.note));
  const statements = item.lines.filter((edge) => open || item.quote !== null);
  return make('div', { class: open ? 'guided open' : 'guided' }, head,
    statements.length > 0 && make('div', { class: 'within' }, ...(open
      ? statements.map(claimRow) : [make('p', { class: 'facts' }, statements.map(phraseOf).join(' · '))])));
}

function phraseOf(edge) { return [phrase(edge), ...qualifiers(edge)].join(', '); }

function chooseItem(number) {
  state.item = number;
  state.selected = null;
  showPanel();
  redraw();
  announce();
  keepInAddress(true);
  panel.querySelector(`[data-key="item ${number ?? ''}"]`)?.focus();
  const chosen = number === null ? [] : items[number].actors.map(standsFor).filter((node) => shown.dots.has(node));
  if (chosen.some((node) => !isInSight(node))) fit(true, new Set(chosen));
}
