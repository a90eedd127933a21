// What the page holds, indexed. Text of articles reaches the page as text nodes only, by `make`.
const held = JSON.parse(document.getElementById('data').textContent);
const { nodes, edges, context } = held;
const { documents, hedged, labelLength, signs, summary, view } = context;
const classes = new Map(Object.entries(context.classes));
const relations = new Map(Object.entries(context.relations));
const groups = new Map([
  ['rivalry', signs.rivalry], ['cooperation', signs.cooperation], ['neutral', signs.neutral],
  ['background', { label: context.backgroundLabel, colour: signs.neutral.colour, dash: [], thin: true }],
]);
// How the two periods of a comparison differ; empty in all other views.
const changes = new Map(view.kind === 'diff' ? Object.entries(context.changes) : []);
const MODALITIES = new Map([
  ['actual', 'Reported as fact'], ['planned', 'Planned'], ['possible', 'Possible'], ['requested', 'Asked for'],
  ['conditional', 'On a condition'], ['alleged', 'Alleged'],
]);

for (const edge of edges) {
  edge.said = relations.get(edge.relation);
  edge.group = edge.said.background ? 'background' : edge.said.sign;
  for (const item of edge.evidence) {
    const { date, source } = documents[item.document];
    item.percent = Math.round(item.confidence * 1000) / 10; // 0.29 * 100 is a little less than 29
    item.source = source ?? '';
    item.month = date === null ? null : monthNumber(date);
  }
  hear(edge, edge.evidence);
}
// From the least confidence of a sentence to the greatest, in whole percents.
const CONFIDENCES = edges.flatMap((edge) => edge.evidence).reduce(
  ([least, most], item) => [Math.min(least, Math.floor(item.percent)), Math.max(most, Math.floor(item.percent))], [100, 0]);
// The canvas draws in the order of numbers: what matters most comes last, on top.
const LAYERS = ['background', 'neutral', 'cooperation', 'rivalry'];
edges.sort((a, b) => LAYERS.indexOf(a.group) - LAYERS.indexOf(b.group) || a.support - b.support || (a.key < b.key ? -1 : 1));
const edgeByKey = new Map();
const few = nodes.length <= 40;
const mostArticles = Math.max(4, ...nodes.slice(0, 500).map((node) => node.support));
const publishers = new Set(documents.map((document) => document.source ?? ''));
const nodeByIri = new Map(nodes.map((node) => [node.iri, node]));
for (const node of nodes) {
  node.links = [];
  node.kind = classes.get(node.type);
  node.radius = (few ? 7 : 5) + (few ? 10 : 14) * Math.sqrt((node.support - 1) / mostArticles);
  node.short = shorten(node.label);
  node.names = [node.label, ...node.aliases].map(plain);
}
edges.forEach((edge, at) => {
  edge.id = at;
  edgeByKey.set(edge.key, edge);
  nodes[edge.from].links.push(edge);
  if (edge.to !== edge.from) nodes[edge.to].links.push(edge);
});

// The sentences of an edge that count, and what follows from them: articles, and publishers as independent voices.
function hear(edge, sentences) {
  edge.heard = sentences;
  edge.support = new Set(sentences.map((item) => item.document)).size;
  edge.publishers = new Set(sentences.map((item) => item.source)).size;
}

// Months since the year 0.
function monthNumber(iso) { return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1; }

function isoMonth(number) {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

// How a line is drawn: by its sign, or by how it changed.
function lookOf(edge) { return changes.get(edge.change) ?? groups.get(edge.group); }

// The claim of an edge in words.
function phrase(edge) {
  return `${nodeAt(edge.from).label} ${edge.polarity === 'negated' ? 'not: ' : ''}${edge.said.label} ${nodeAt(edge.to).label}`;
}

// How it is said, if not as a plain fact.
function qualifiers(edge) {
  return [
    edge.polarity === 'negated' ? 'denied or negated' : '',
    edge.modality === 'actual' ? '' : MODALITIES.get(edge.modality).toLowerCase(),
  ].filter(Boolean);
}

function shorten(text) {
  const letters = Array.from(text.replace(/\s+/g, ' '));
  return letters.length > labelLength ? letters.slice(0, labelLength - 1).join('').trimEnd() + '…' : letters.join('');
}

// Case and accents do not matter to a search.
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function count(number, one, many = one + 's') {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
function day(iso) {
  const [year, month, date] = iso.split('-').map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

function month(iso) { return `${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`; }

function at(id) { return document.getElementById(id); }

// An element with attributes, listeners (`on`) and children; strings become text, null and false nothing.
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function button(text, click, attributes = {}) {
  return make('button', { type: 'button', ...attributes, on: { click } }, text);
}

// A link if the address is one of the web, else the bare text.
function link(address, text) {
  let parsed = null;
  try { parsed = new URL(address); } catch { /* no address */ }
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) return make('span', {}, text);
  return make('a', { href: parsed.href, target: '_blank', rel: 'noopener noreferrer' }, text);
}
