// The evidence: what articles say about the selected entity or relation, sentence by sentence.
const panel = at('panel');
const PAGE = 12; // statements of a kind, or sentences, before "show all"

let shownInPanel = null;

function showPanel() {
  const thing = state.selected ?? (state.guide ? view.guide : null);
  const scroll = thing === shownInPanel ? panel.scrollTop : 0;
  shownInPanel = thing;
  panel.hidden = thing === null;
  at('open-guide').setAttribute('aria-pressed', String(thing === view.guide));
  document.body.classList.toggle('reading', thing !== null);
  const draw = thing === view.guide ? theGuide : thing?.members ? aboutFolded : isNode(thing) ? aboutNode : aboutEdge;
  panel.replaceChildren(...(thing === null ? [] : draw(thing)));
  panel.scrollTop = scroll;
}

// Closing what was selected leads back to the guide, and closing the guide to the graph alone.
function closeButton() {
  return button('×', closePanel, { class: 'close', 'aria-label': 'Close the evidence', title: 'Close (Esc)' });
}

function closePanel() {
  if (state.selected === null) {
    state.guide = false;
    state.item = null;
  }
  select(null);
  (state.view === 'table' ? table : host).focus();
}

function backButton() {
  return state.guide && button(`‹ ${view.guide.title}`, () => { select(null); panel.focus(); }, { class: 'back' });
}

// How many say it, and how many publishers that are.
function voices(edge) {
  return [count(edge.support, 'article'), edge.publishers > 1 && count(edge.publishers, 'publisher')].filter(Boolean).join(' · ');
}

// The members of a folded community, or the statements in a bundle of lines.
function aboutFolded(thing) {
  const head = (title, note) => make('div', { class: 'head' },
    make('div', { class: 'bar' }, make('h2', {}, title), closeButton()), make('p', { class: 'facts' }, note));
  if (!isNode(thing)) {
    const title = `${nodeAt(thing.from).label} and ${nodeAt(thing.to).label}`;
    const own = [...thing.members].sort((a, b) => b.support - a.support || b.id - a.id);
    return [head(title, `${thing.said.label} · ${voices(thing)}`), ...listed(own, claimRow)];
  }
  const unfold = button('Unfold', () => unfold(thing));
  return [head(thing.label, `Community · ${count(thing.members.length, 'member')}`), make('div', { class: 'chips' }, unfold),
    make('h3', {}, 'Members'),
    make('div', { class: 'chips' }, ...thing.members.map((node) => {
      const chip = button(shapeIcon(node.kind), () => select(node, { closer: true }));
      chip.append(node.label);
      return chip;
    }))];
}

function nameButton(node) { return button(node.label, () => select(node, { closer: true })); }

function aboutNode(node) {
  const stated = node.links.filter(passes);
  const head = make('div', { class: 'head' },
    backButton(),
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
function listed(things, draw, number = PAGE) {
  const first = things.slice(0, number).map(draw);
  if (things.length <= number) return first;
  const more = button(`Show ${things.length - number} more`, () => {
    const rest = things.slice(number).map(draw);
    more.replaceWith(...rest);
    rest[0].querySelector('summary, button')?.focus();
  }, { class: 'more-of' });
  return [...first, more];
}

function statement(edge, node) {
  const out = edge.from === node.id;
  const other = nodes[out ? edge.to : edge.from];
  const arrow = edge.said.symmetric ? '↔' : out ? '→' : '←';
  const name = make('b', {}, other.label);
  const words = out || edge.said.symmetric ? [edge.said.label + ' ', name] : [name, ' ' + edge.said.label];
  return folded(edge, arrow, words, [
    button(`Go to ${other.short}`, () => select(other, { closer: true })), button('Show the relation', () => select(edge))]);
}

// A statement in full, with its sentences on demand.
function claimRow(edge) {
  const [subject, object] = [nodes[edge.from], nodes[edge.to]];
  const words = [make('b', {}, subject.label), ` ${edge.said.label} `, make('b', {}, object.label)];
  return folded(edge, strokeOf(edge), words, [button('Show the relation', () => select(edge))]);
}

function folded(edge, icon, words, acts) {
  const details = make('details', { on: { toggle: () => {
    if (!details.open || details.childElementCount > 1) return;
    details.append(make('div', { class: 'acts' }, ...acts), ...sentences(edge));
  } } },
  make('summary', {}, make('span', { class: 'arrow', 'aria-hidden': 'true' }, icon),
    make('span', { class: 'what' }, ...words, ' ', ...badges(edge)),
    make('span', { class: 'count', title: voices(edge) }, String(edge.support))));
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
      backButton(),
      make('div', { class: 'bar' },
        make('h2', {}, nameButton(subject), make('span', { class: 'verb' }, ` ${edge.said.label} `), nameButton(object)), closeButton()),
      make('p', { class: 'facts' }, ...badges(edge), [lookOf(edge).label, voices(edge)].join(' · ')),
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

// The sentences that count; what is selected stays open when the filters leave it out.
function sentences(edge) {
  const left = edge.evidence.length - edge.heard.length;
  return [
    ...listed(edge.heard, (item) => sentence(edge, item)),
    left > 0 && make('p', { class: 'note' }, `${count(left, edge.heard.length ? 'more sentence' : 'sentence')} left out by the filters.`),
  ].filter(Boolean);
}

function sentence(edge, item) {
  const article = documents[item.document];
  const facts = [article.source, article.date && day(article.date), `confidence ${item.confidence.toFixed(2)}`];
  const when = item.time && !item.quote.includes(item.time) ? `When: ${item.time}` : null;
  const figure = make('figure', { class: 'evidence' },
    make('blockquote', {}, ...marked(item.quote, item.marks)),
    make('figcaption', {},
      item.by && make('div', { class: 'by' }, `According to ${item.by}`),
      when && make('div', {}, when),
      make('div', {}, make('cite', {}, link(article.url, article.title ?? 'Untitled article'))),
      make('div', {}, facts.filter(Boolean).join(' · '))));
  figure.style.setProperty('--sign', ink(lookOf(edge).colour));
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
