// Wiring: what happens when the reader does something.
function select(thing, { closer = false, step = true } = {}) {
  const folded = state.folded.size;
  state.selected = thing;
  bringIn(thing);
  if (state.folded.size !== folded) showFilters();
  hideTip();
  showPanel();
  redraw();
  for (const line of table.querySelectorAll('tr[data-edge]')) line.classList.toggle('chosen', line.dataset.edge === thing?.key);
  if (thing !== null) reveal(isNode(thing) ? thing : nodeAt(thing.from), closer);
  announce();
  keepInAddress(step);
}

function changed({ refit = false } = {}) {
  redraw();
  showFilters();
  showPanel();
  showTable();
  showTime();
  announce();
  if (refit) fit();
  keepInAddress();
}

function announce() {
  const chosen = state.selected;
  at('empty').hidden = shown.lines.length > 0 || state.selected !== null;
  const what = chosen === null ? '' : ` · ${isNode(chosen) ? chosen.label : phrase(chosen)}`;
  const counts = `${count(shown.dots.size, 'entity', 'entities')} and ${count(shown.lines.length, 'relation')} shown`;
  at('status').textContent = counts + (state.period ? ` · ${periodWords()}` : '') + what;
}

function applyTheme() {
  dark = state.theme ? state.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  at('theme').setAttribute('aria-pressed', String(dark));
}

function applyView() {
  const asTable = state.view === 'table';
  at('as-graph').setAttribute('aria-pressed', String(!asTable));
  at('as-table').setAttribute('aria-pressed', String(asTable));
  at('zoom').hidden = asTable;
  at('status').hidden = asTable;
  host.inert = asTable;
  showTable();
}

function setView(view) {
  state.view = view;
  rows = STEP;
  applyView();
  keepInAddress();
  (view === 'table' ? table : host).focus();
}

function setLegend(open) {
  filters.hidden = !open;
  document.body.classList.toggle('wide', !open);
  at('toggle-filters').setAttribute('aria-pressed', String(open));
}

// Show the state from scratch: at the start, and when the address changes.
function showAll() {
  applyTheme();
  redraw();
  showPanel();
  showFilters();
  openTime(!time.hidden || view.kind === 'timeline' || state.period !== null);
  applyView();
  announce();
  fit();
  const chosen = state.selected;
  if (chosen !== null) reveal(isNode(chosen) ? chosen : nodes[chosen.from], isNode(chosen));
}

// The nearest node that is drawn in a direction; straight ahead counts more than aside.
function neighbour(node, dx, dy) {
  const from = place(node);
  let best = null;
  let least = Infinity;
  for (const other of shown.dots) {
    const [x, y] = [place(other).x - from.x, place(other).y - from.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    const far = ahead + 2 * aside;
    if (other !== node && ahead > 0 && aside <= 1.5 * ahead && far < least) [best, least] = [other, far];
  }
  return best;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
host.addEventListener('keydown', (event) => {
  if (event.key in ARROWS && !event.altKey && !event.ctrlKey && !event.metaKey) {
    const start = isNode(state.selected) ? state.selected : null;
    const next = start ? neighbour(start, ...ARROWS[event.key]) : shown.ranked[0];
    if (next) select(next, { step: false });
  } else if (event.key === 'Enter' && !panel.hidden) panel.focus();
  else return;
  event.preventDefault();
});

const KEYS = {
  '/': () => search.focus(), t: () => setView(state.view === 'table' ? 'graph' : 'table'),
  '+': () => zoomBy(1.3), '=': () => zoomBy(1.3), '-': () => zoomBy(1 / 1.3), 0: () => fit(true),
  '?': () => at('help').showModal(), Escape: () => { if (!panel.hidden) closePanel(); }, g: () => toggleGuide(), p: () => { openTime(true); if (!time.hidden) togglePlay(); },
};
document.addEventListener('keydown', (event) => {
  const typing = event.target.matches('input[type="text"], textarea') || document.querySelector('dialog[open]');
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, key)) return;
  event.preventDefault();
  KEYS[key]();
});

function zoomBy(factor) {
  untouched = false;
  network.moveTo({ scale: network.getScale() * factor, animation: moves ? { duration: 150 } : false });
}

at('zoom-in').addEventListener('click', () => zoomBy(1.3));
at('zoom-out').addEventListener('click', () => zoomBy(1 / 1.3));
at('zoom-fit').addEventListener('click', () => fit(true));
at('as-graph').addEventListener('click', () => setView('graph'));
at('as-table').addEventListener('click', () => setView('table'));
at('toggle-filters').addEventListener('click', () => { setLegend(filters.hidden); fit(true); });
at('toggle-time').hidden = months.length < 2;
at('toggle-time').addEventListener('click', () => { openTime(time.hidden); fit(true); });
at('open-guide').hidden = view.guide === null;
at('open-guide').textContent = view.guide?.title ?? '';
at('open-guide').addEventListener('click', toggleGuide);
function toggleGuide() {
  if (view.guide === null) return;
  const open = !state.guide || state.selected !== null;
  state.guide = open;
  if (!open) state.item = null;
  select(null);
  if (open) panel.focus();
}
at('notice').hidden = view.notice === null;
at('notice-text').textContent = view.notice ?? '';
at('notice-close').addEventListener('click', () => { at('notice').hidden = true; host.focus(); });
at('help-button').addEventListener('click', () => at('help').showModal());
at('reset').addEventListener('click', () => { resetFilters(); changed({ refit: true }); host.focus(); });
at('theme').addEventListener('click', () => { state.theme = dark ? 'light' : 'dark'; applyTheme(); changed(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { applyTheme(); changed(); });
addEventListener('hashchange', () => {
  if (location.hash.slice(1) === toHash()) return;
  fromHash(location.hash.slice(1));
  showAll();
});

document.body.dataset.view = view.kind;
at('summary').textContent = [
  `${count(summary.claims, 'statement')} from ${count(summary.documents, 'article')}`,
  summary.sources > 0 && count(summary.sources, 'publisher'),
  summary.first && [...new Set([month(summary.first), month(summary.last)])].join(' – '),
].filter(Boolean).join(' · ');
setLegend(innerWidth > 760);
fromHash(location.hash.slice(1));
showAll();
