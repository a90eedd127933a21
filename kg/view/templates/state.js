// What the reader has chosen, what follows from it, and how the address keeps it.
const FACTS = ['actual', 'affirmed'];
// A page opens with facts; an article, or the sentences behind one relation, are read whole.
const START = view.kind === 'evidence' ? [...MODALITIES.keys(), 'affirmed', 'negated'].sort() : FACTS;
const state = {
  everything: view.everything, // all entities, or the best supported ones
  relationsOff: new Set(),
  classesOff: new Set(),
  publishersOff: new Set(),
  changesOff: new Set(),
  folded: new Set(), // numbers of communities
  confidence: 0, // the least, in percent
  period: null, // first and last month, as numbers
  statements: new Set(START), // modalities, and the polarities "affirmed" and "negated"
  selected: null, // a node or an edge
  item: null, // number of an item of the guide
  guide: false, // whether the guide is open
  extra: new Set(), // nodes brought in by a search
  view: 'graph',
  theme: null, // "light", "dark", or as the system has it
};

function isNode(thing) { return thing !== null && thing.iri !== undefined; }

// Whether a sentence is sure enough, of a publisher and of a time that the reader asks for; an undated one is of no time.
function counts(item) {
  return item.percent >= state.confidence && !state.publishersOff.has(item.source)
    && (state.period === null || (item.month !== null && item.month >= state.period[0] && item.month <= state.period[1]));
}

let heardFor = null;
// Let each edge stand on the sentences that count.
function listen() {
  const wanted = JSON.stringify([state.confidence, [...state.publishersOff], state.period]);
  if (wanted === heardFor) return;
  heardFor = wanted;
  for (const edge of edges) {
    const heard = edge.evidence.every(counts) ? edge.evidence : edge.evidence.filter(counts);
    if (heard !== edge.heard) hear(edge, heard);
  }
}

// Whether the filters leave an edge in, whatever its sentences.
function fits(edge) {
  return state.statements.has(edge.modality) && state.statements.has(edge.polarity) && !state.relationsOff.has(edge.relation)
    && !state.classesOff.has(nodes[edge.from].type) && !state.classesOff.has(nodes[edge.to].type)
    && !state.changesOff.has(edge.change);
}

function passes(edge) { return edge.heard.length > 0 && fits(edge); }

function inScope(node) {
  return state.everything || node.opening !== null || state.extra.has(node) || node === state.selected;
}

// The statements that pass, before communities are folded.
function passing() { return edges.filter((edge) => passes(edge) && inScope(nodes[edge.from]) && inScope(nodes[edge.to])); }

// Nodes and edges to draw: an entity without a line is drawn only if the reader asked for it.
function visible() {
  listen();
  const lines = foldedLines(passing());
  const dots = new Set([...state.extra].map(standsFor));
  for (const edge of lines) dots.add(nodeAt(edge.from)).add(nodeAt(edge.to));
  for (const number of state.folded) if (folds[number].members.some(inScope)) dots.add(folds[number]);
  if (isNode(state.selected)) dots.add(state.selected);
  return { lines, dots };
}

function resetFilters() {
  for (const set of [state.relationsOff, state.classesOff, state.publishersOff, state.changesOff]) set.clear();
  state.confidence = 0;
  state.period = null;
  state.statements = new Set(START);
}

function toHash() {
  const parts = new URLSearchParams();
  const listed = (name, set) => { if (set.size) parts.set(name, [...set].sort().join(' ')); };
  if (state.everything !== view.everything) parts.set('all', state.everything ? '1' : '0');
  listed('hide', state.relationsOff);
  listed('without', state.classesOff);
  listed('unchanged', state.changesOff);
  if (state.publishersOff.size) parts.set('publishers', JSON.stringify([...state.publishersOff].sort()));
  if (state.folded.size) parts.set('fold', [...state.folded].sort((a, b) => a - b).join(' '));
  if (state.confidence) parts.set('sure', state.confidence);
  if (state.period) parts.set('period', state.period.map(isoMonth).join(' '));
  if ([...state.statements].sort().join(' ') !== START.join(' ')) listed('show', state.statements.size ? state.statements : new Set(['nothing']));
  if (state.selected && !state.selected.members) parts.set(isNode(state.selected) ? 'node' : 'edge', state.selected.iri ?? state.selected.key);
  if (state.item !== null) parts.set('item', state.item);
  if (state.view !== 'graph') parts.set('view', state.view);
  if (state.theme) parts.set('theme', state.theme);
  return parts.toString();
}

function fromHash(text) {
  const parts = new URLSearchParams(text);
  const words = (name) => (parts.get(name) ?? '').split(' ').filter(Boolean);
  const whole = (name, most) => (/^\d{1,6}$/.test(parts.get(name) ?? '') && Number(parts.get(name)) <= most ? Number(parts.get(name)) : null);
  state.everything = parts.has('all') ? parts.get('all') === '1' : view.everything;
  state.relationsOff = new Set(words('hide').filter((name) => relations.has(name)));
  state.classesOff = new Set(words('without').filter((name) => classes.has(name)));
  state.changesOff = new Set(words('unchanged').filter((name) => changes.has(name)));
  state.publishersOff = new Set(listIn(parts.get('publishers')).filter((name) => publishers.has(name)));
  state.folded = new Set(words('fold').map(Number).filter((number) => folds[number]));
  state.confidence = whole('sure', 100) ?? 0;
  const [first, last] = words('period').map((month) => (/^\d{4}-\d\d$/.test(month) ? monthNumber(month) : null));
  state.period = months.length && first >= months[0] && last <= months.at(-1) && first <= last && first !== null ? [first, last] : null;
  state.statements = new Set(parts.has('show') ? words('show') : START);
  state.selected = nodeByIri.get(parts.get('node')) ?? edgeByKey.get(parts.get('edge')) ?? null;
  state.item = whole('item', items.length - 1);
  state.guide = items.length > 0 && (state.item !== null || innerWidth > 760);
  state.extra = new Set();
  bringIn(state.selected);
  state.view = parts.get('view') === 'table' ? 'table' : 'graph';
  state.theme = ['light', 'dark'].includes(parts.get('theme')) ? parts.get('theme') : null;
}

function listIn(text) {
  try {
    const list = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch { return []; }
}

// Make sure that what is selected can be drawn in the present scope.
function bringIn(thing) {
  if (thing === null || thing.members) return;
  for (const node of isNode(thing) ? [thing] : [nodes[thing.from], nodes[thing.to]]) {
    state.folded.delete(node.fold);
    if (!inScope(node) || (node === thing && node.opening === null)) state.extra.add(node);
  }
}

// `step` adds to the browser's history, so that Back returns to what was selected before.
function keepInAddress(step = false) {
  const hash = '#' + toHash();
  if (hash === (location.hash || '#')) return;
  try {
    if (step) history.pushState(null, '', hash); else history.replaceState(null, '', hash);
  } catch {
    location.hash = hash; // some viewers of local files forbid the other way
  }
}
