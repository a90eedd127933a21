// The table twin: the lines that the canvas shows, one a row.
const table = at('table');
const COLUMNS = [
  ['Subject', (edge) => nodeAt(edge.from).label],
  ['Relation', (edge) => edge.said.label],
  ['Object', (edge) => nodeAt(edge.to).label],
  ['Statement', (edge) => [...qualifiers(edge), ...(changes.size ? [changes.get(edge.change).label.toLowerCase()] : [])].join(', ') || 'fact'],
  ['Articles', (edge) => edge.support],
  ['Publishers', (edge) => edge.publishers],
  ['Latest', (edge) => edge.heard.map((item) => documents[item.document].date ?? '').reduce((a, b) => (a > b ? a : b), '')],
];
const STEP = 200;
const order = { column: 4, down: true };
let rows = STEP;

function showTable() {
  table.hidden = state.view !== 'table';
  if (table.hidden) { table.replaceChildren(); return; }
  const value = COLUMNS[order.column][1];
  const sign = order.down ? -1 : 1;
  const compare = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b, 'en'));
  const sorted = [...shown.lines].sort((a, b) => sign * compare(value(a), value(b)) || b.support - a.support || b.id - a.id);
  table.replaceChildren(make('table', {},
    make('caption', {}, `${count(sorted.length, 'relation')}, as in the graph. Choose a relation to read its evidence.`),
    make('thead', {}, make('tr', {}, ...COLUMNS.map(([name], i) => heading(name, i)))),
    make('tbody', {}, ...sorted.slice(0, rows).map(tableRow))));
  if (sorted.length > rows) {
    const more = () => { rows += STEP; showTable(); };
    table.append(button(`Show ${Math.min(STEP, sorted.length - rows)} more`, more, { class: 'more-of' }));
  }
}

function heading(name, column) {
  const [sort, mark] = column !== order.column ? [null, ''] : order.down ? ['descending', ' ↓'] : ['ascending', ' ↑'];
  return make('th', { scope: 'col', 'aria-sort': sort }, button(name + mark, () => sortBy(column), { 'data-key': `sort ${column}` }));
}

function sortBy(column) {
  order.down = column === order.column ? !order.down : column >= 4;
  order.column = column;
  showTable();
  table.querySelector(`[data-key="sort ${column}"]`).focus();
}

function tableRow(edge) {
  const cell = (icon, text, thing) => make('td', {}, make('span', { class: 'cell' }, icon, button(text, () => select(thing))));
  const [subject, object] = [nodeAt(edge.from), nodeAt(edge.to)];
  const latest = COLUMNS[6][1](edge);
  return make('tr', { class: edge === state.selected ? 'chosen' : null, 'data-edge': edge.key },
    cell(shapeIcon(subject.kind), subject.label, subject),
    cell(strokeOf(edge), edge.said.label, edge),
    cell(shapeIcon(object.kind), object.label, object),
    make('td', {}, COLUMNS[3][1](edge)),
    make('td', { class: 'number' }, String(edge.support)),
    make('td', { class: 'number' }, String(edge.publishers)),
    make('td', {}, latest && day(latest)));
}
