// What the reader has chosen, what follows from it, and how the address keeps it.
const FACTS = ['actual', 'affirmed'];
const state = {
  everything: context.view.everything, // all entities, or the best supported ones
  relationsOff: new Set(),
  classesOff: new Set(),
  confidence: 0, // the least, in percent
  statements: new Set(FACTS), // modalities, and the polarities "affirmed" and "negated"
  selected: null, // a node or an edge
  extra: new Set(), // nodes brought in by a search
  view: 'graph',
  theme: null, // "light", "dark", or as the system has it
};

function isNode(thing) { return thing !== null && thing.iri !== undefined; }

function passes(edge) {
  return state.statements.has(edge.modality) && state.statements.has(edge.polarity) && !state.relationsOff.has(edge.relation)
    && !state.classesOff.has(nodes[edge.from].type) && !state.classesOff.has(nodes[edge.to].type) && isSure(edge);
}

// Whether a sentence, or the surest sentence of an edge, has the confidence that the reader asks for.
function isSure(thing) { return percent(thing) >= state.confidence; }

function inScope(node) {
  return state.everything || node.opening !== null || state.extra.has(node) || node === state.selected;
}

// Nodes and edges to draw: an entity without a line is drawn only if the reader asked for it.
function visible() {
  const lines = edges.filter((edge) => passes(edge) && inScope(nodes[edge.from]) && inScope(nodes[edge.to]));
  const dots = new Set(state.extra);
  for (const edge of lines) dots.add(nodes[edge.from]).add(nodes[edge.to]);
  if (isNode(state.selected)) dots.add(state.selected);
  return { lines, dots };
}

function resetFilters() {
  state.relationsOff.clear();
  state.classesOff.clear();
  state.confidence = 0;
  state.statements = new Set(FACTS);
}

function toHash() {
  const parts = new URLSearchParams();
  if (state.everything !== context.view.everything) parts.set('all', state.everything ? '1' : '0');
  if (state.relationsOff.size) parts.set('hide', [...state.relationsOff].sort().join(' '));
  if (state.classesOff.size) parts.set('without', [...state.classesOff].sort().join(' '));
  if (state.confidence) parts.set('sure', state.confidence);
  if ([...state.statements].sort().join(' ') !== FACTS.join(' ')) parts.set('show', [...state.statements].sort().join(' '));
  if (state.selected) parts.set(isNode(state.selected) ? 'node' : 'edge', state.selected.iri ?? state.selected.key);
  if (state.view !== 'graph') parts.set('view', state.view);
  if (state.theme) parts.set('theme', state.theme);
  return parts.toString();
}

function fromHash(text) {
  const parts = new URLSearchParams(text);
  const words = (name) => (parts.get(name) ?? '').split(' ').filter(Boolean);
  state.everything = parts.has('all') ? parts.get('all') === '1' : context.view.everything;
  state.relationsOff = new Set(words('hide').filter((name) => relations.has(name)));
  state.classesOff = new Set(words('without').filter((name) => classes.has(name)));
  const sure = Number(parts.get('sure'));
  state.confidence = Number.isInteger(sure) && sure > 0 && sure <= 100 ? sure : 0;
  state.statements = new Set(parts.has('show') ? words('show') : FACTS);
  state.selected = nodeByIri.get(parts.get('node')) ?? edgeByKey.get(parts.get('edge')) ?? null;
  state.extra = new Set();
  bringIn(state.selected);
  state.view = parts.get('view') === 'table' ? 'table' : 'graph';
  state.theme = ['light', 'dark'].includes(parts.get('theme')) ? parts.get('theme') : null;
}

// Make sure that what is selected can be drawn in the present scope.
function bringIn(thing) {
  if (thing === null) return;
  for (const node of isNode(thing) ? [thing] : [nodes[thing.from], nodes[thing.to]]) {
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
