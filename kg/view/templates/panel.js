// The evidence: what articles say about the selected entity or relation, sentence by sentence.
const panel = at('panel');
const PAGE = 12; // statements of a kind, or sentences, before "show all"

function showPanel() {
  const thing = state.selected;
  panel.hidden = thing === null;
  document.body.classList.toggle('reading', thing !== null);
  panel.replaceChildren(...(thing === null ? [] : isNode(thing) ? aboutNode(thing) : aboutEdge(thing)));
  panel.scrollTop = 0;
}

function closeButton() {
  return button('×', closePanel, { class: 'close', 'aria-label': 'Close the evidence', title: 'Close (Esc)' });
}

function closePanel() {
  select(null);
  (state.view === 'table' ? table : host).focus();
}

function nameButton(node) { return button(node.label, () => select(node, { closer: true })); }

function aboutNode(node) {
  const stated = node.links.filter(passes);
  const head = make('div', { class: 'head' },
    make('div', { class: 'bar' }, shapeIcon(node.kind), make('h2', {}, node.label), closeButton()),
    make('p', { class: 'facts' }, `${node.kind.label} · ${count(stated.length, 'relation')} in ${count(node.support, 'article')}`),
    node.aliases.length > 0 && make('p', { class: 'facts' }, 'Also: ' + node.aliases.slice(0, 8).join(', ')));
  const sections = [];
  for (const name of ['rivalry', 'cooperation', 'neutral', 'background']) {
    const own = stated.filter((edge) => edge.group === name).sort((a, b) => b.support - a.support || b.id - a.id);
    const title = make('h3', {}, strokeIcon(groups.get(name)), groups.get(name).label);
    if (own.length) sections.push(title, ...listed(own, (edge) => statement(edge, node)));
  }
  const left = node.links.length - stated.length;
  if (left) sections.push(make('p', { class: 'note' }, `${count(left, 'more relation')} left out by the filters.`));
  return [head, ...sections];
}

// The first items, and a button that brings the others.
function listed(things, draw) {
  const first = things.slice(0, PAGE).map(draw);
  if (things.length <= PAGE) return first;
  const more = button(`Show ${things.length - PAGE} more`, () => {
    const rest = things.slice(PAGE).map(draw);
    more.replaceWith(...rest);
    rest[0].querySelector('summary')?.focus();
  }, { class: 'more-of' });
  return [...first, more];
}

function statement(edge, node) {
  const out = edge.from === node.id;
  const other = nodes[out ? edge.to : edge.from];
  const arrow = edge.said.symmetric ? '↔' : out ? '→' : '←';
  const name = make('b', {}, other.label);
  const words = out || edge.said.symmetric ? [edge.said.label + ' ', name] : [name, ' ' + edge.said.label];
  const details = make('details', { on: { toggle: () => {
    if (!details.open || details.childElementCount > 1) return;
    details.append(
      make('div', { class: 'acts' },
        button(`Go to ${other.short}`, () => select(other, { closer: true })),
        button('Show the relation', () => select(edge))),
      ...sentences(edge));
  } } },
  make('summary', {}, make('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow),
    make('span', { class: 'what' }, ...words, ' ', ...badges(edge)),
    make('span', { class: 'count', title: count(edge.support, 'article') }, String(edge.support))));
  return details;
}

function badges(edge) {
  return qualifiers(edge).flatMap((text) => [make('span', { class: 'badge' }, text), ' ']);
}

function aboutEdge(edge) {
  const [subject, object] = [nodes[edge.from], nodes[edge.to]];
  const pair = subject.links.filter((other) => other !== edge && touches(other, object) && passes(other));
  return [
    make('div', { class: 'head' },
      make('div', { class: 'bar' },
        make('h2', {}, nameButton(subject), make('span', { class: 'verb' }, ` ${edge.said.label} `), nameButton(object)), closeButton()),
      make('p', { class: 'facts' }, ...badges(edge), `${groups.get(edge.group).label} · ${count(edge.support, 'article')}`),
      edge.said.definition && make('p', { class: 'facts' }, edge.said.definition)),
    ...sentences(edge),
    pair.length > 0 && make('h3', {}, 'Also between the two'),
    pair.length > 0 && make('div', { class: 'chips' }, ...pair.sort((a, b) => b.support - a.support).map((other) => chip(other, edge))),
  ].filter(Boolean);
}

function chip(other, edge) {
  const arrow = other.said.symmetric ? '' : other.from === edge.from ? '→ ' : '← ';
  const result = button(strokeOf(other), () => select(other), { title: phrase(other) });
  result.append(arrow + other.said.label);
  return result;
}

// The sentences that are sure enough; what is selected stays open when the filters leave it out.
function sentences(edge) {
  const sure = edge.evidence.filter(isSure);
  const left = edge.evidence.length - sure.length;
  return [
    ...listed(sure, (item) => sentence(edge, item)),
    left > 0 && make('p', { class: 'note' }, `${count(left, sure.length ? 'more sentence' : 'sentence')} below ${state.confidence} %.`),
  ].filter(Boolean);
}

function sentence(edge, item) {
  const article = documents[item.document];
  const facts = [article.source, article.date && day(article.date), `confidence ${item.confidence.toFixed(2)}`];
  const figure = make('figure', { class: 'evidence' },
    make('blockquote', {}, ...marked(item.quote, item.marks)),
    make('figcaption', {},
      item.by && make('div', { class: 'by' }, `According to ${item.by}`),
      make('div', {}, make('cite', {}, link(article.url, article.title ?? 'Untitled article'))),
      make('div', {}, facts.filter(Boolean).join(' · '))));
  figure.style.setProperty('--sign', ink(groups.get(edge.group).colour));
  return figure;
}

// The quote with subject and object marked; offsets count code points.
function marked(quote, marks) {
  const letters = Array.from(quote);
  const result = [];
  let done = 0;
  for (const [start, end] of marks.filter(Boolean).sort((a, b) => a[0] - b[0])) {
    if (start < done) continue;
    result.push(letters.slice(done, start).join(''), make('mark', {}, letters.slice(start, end).join('')));
    done = end;
  }
  return [...result, letters.slice(done).join('')];
}
