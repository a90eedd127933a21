// The table twin: the lines that the canvas shows, one a row.
const table = at('table');
const COLUMNS = [
  ['Subject', (edge) => nodes[edge.from].label], ['Relation', (edge) => edge.said.label], ['Object', (edge) => nodes[edge.to].label],
  ['Statement', (edge) => [edge.polarity === 'negated' ? 'denied or negated' : '', edge.modality === 'actual' ? '' : MODALITIES.get(edge.modality).toLowerCase()].filter(Boolean).join(', ') || 'fact'],
  ['Articles', (edge) => edge.support], ['Latest', (edge) => documents[edge.evidence[0].document].date ?? ''],
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
    make('thead', {}, make('tr', {}, ...COLUMNS.map(([name], i) =>
      make('th', { scope: 'col', 'aria-sort': i === order.column ? (order.down ? 'descending' : 'ascending') : null },
        make('button', { type: 'button', 'data-key': `sort ${i}`, on: { click: () => sortBy(i) } }, name + (i === order.column ? (order.down ? ' ↓' : ' ↑') : '')))))),
    make('tbody', {}, ...sorted.slice(0, rows).map(tableRow))));
  if (sorted.length > rows) {
    table.append(make('button', { type: 'button', class: 'more-of', on: { click: () => { rows += STEP; showTable(); } } }, `Show ${Math.min(STEP, sorted.length - rows)} more`));
  }
}

function sortBy(column) {
  order.down = column === order.column ? !order.down : column >= 4;
  order.column = column;
  showTable();
  table.querySelector(`[data-key="sort ${column}"]`).focus();
}

function tableRow(edge) {
  const entity = (node) => make('td', {}, make('span', { class: 'cell' }, shapeIcon(node.kind), make('button', { type: 'button', on: { click: () => select(node) } }, node.label)));
  const strokes = { hedge: edge.modality !== 'actual', negated: edge.polarity === 'negated' };
  const result = make('tr', { class: edge === state.selected ? 'chosen' : null, 'data-edge': edge.key },
    entity(nodes[edge.from]),
    make('td', {}, make('span', { class: 'cell' }, strokeIcon(groups.get(edge.group), strokes),
      make('button', { type: 'button', on: { click: () => select(edge) } }, edge.said.label))),
    entity(nodes[edge.to]), make('td', {}, COLUMNS[3][1](edge)), make('td', { class: 'number' }, String(edge.support)),
    make('td', {}, COLUMNS[5][1](edge) && day(COLUMNS[5][1](edge))));
  return result;
}
