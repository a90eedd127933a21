// The legend, which is also where one chooses what to see.
const filters = at('filters');
const opened = new Set(); // groups whose relations are listed

function tally(things, key) {
  const counts = new Map();
  for (const thing of things) counts.set(key(thing), (counts.get(key(thing)) ?? 0) + 1);
  return counts;
}

function byNumber(counts) {
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
}

function showFilters() {
  const focus = document.activeElement?.dataset?.key;
  const scroll = filters.scrollTop;
  const inside = edges.filter((edge) => inScope(nodes[edge.from]) && inScope(nodes[edge.to]));
  const byRelation = tally(inside, (edge) => edge.relation);
  const byGroup = tally(inside, (edge) => edge.group);
  const byModality = tally(inside, (edge) => edge.modality);
  const byClass = tally(nodes.filter(inScope), (node) => node.type);
  const best = nodes.filter((node) => node.opening).length;
  const content = [];
  if (best < nodes.length) {
    content.push(make('div', { class: 'scope switch', role: 'group', 'aria-label': 'How much to show' },
      scopeButton(false, `Top ${best.toLocaleString('en')}`), scopeButton(true, `All ${nodes.length.toLocaleString('en')}`)));
  }
  content.push(make('h2', {}, 'Relations'));
  for (const [name, group] of groups) if (byGroup.has(name)) content.push(...groupRows(name, group, byGroup.get(name), byRelation));
  content.push(make('h2', {}, 'Statements'));
  for (const [name, label] of MODALITIES) {
    if (byModality.has(name)) content.push(statementRow(name, label, byModality.get(name), { hedge: name !== 'actual' }));
  }
  const negated = inside.filter((edge) => edge.polarity === 'negated').length;
  if (negated) content.push(statementRow('negated', 'Denied or negated', negated, { negated: true }));
  const [least, most] = CONFIDENCES;
  if (least < most) content.push(make('h2', {}, 'Confidence'), slider(least, most));
  content.push(make('h2', {}, 'Actors and things'));
  for (const name of byNumber(byClass)) {
    content.push(row({
      key: 'class ' + name, icon: shapeIcon(classes.get(name)), label: classes.get(name).label, number: byClass.get(name),
      checked: !state.classesOff.has(name), toggle: (on) => flip(state.classesOff, name, !on),
      only: () => { state.classesOff = new Set([...classes.keys()].filter((other) => other !== name)); },
    }));
  }
  filters.replaceChildren(...content);
  filters.scrollTop = scroll;
  if (focus) filters.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
}

function flip(set, name, present) { if (present) set.add(name); else set.delete(name); }

function scopeButton(everything, label) {
  return button(label, () => {
    state.everything = everything;
    changed({ refit: true });
  }, { 'data-key': `scope ${everything}`, 'aria-pressed': state.everything === everything });
}

function groupRows(name, group, number, byRelation) {
  const members = byNumber(byRelation).filter((relation) => groupOf(relation) === name);
  const off = members.filter((relation) => state.relationsOff.has(relation)).length;
  const more = button('▶', () => {
    flip(opened, name, !opened.has(name));
    showFilters();
  }, { class: 'more', 'data-key': `more ${name}`, 'aria-expanded': opened.has(name), 'aria-label': `List of ${group.label}` });
  const head = row({
    key: 'group ' + name, icon: strokeIcon(group), label: group.label, number,
    checked: off < members.length, partly: off > 0 && off < members.length,
    toggle: (on) => members.forEach((relation) => flip(state.relationsOff, relation, !on)),
    only: () => onlyRelations((relation) => groupOf(relation) === name),
  });
  head.append(more);
  if (!opened.has(name)) return [head];
  return [head, make('div', { class: 'inner' }, ...members.map((relation) => row({
    key: 'relation ' + relation, label: relations.get(relation).label, number: byRelation.get(relation),
    checked: !state.relationsOff.has(relation), toggle: (on) => flip(state.relationsOff, relation, !on),
    only: () => onlyRelations((other) => other === relation),
  })))];
}

function groupOf(relation) {
  const said = relations.get(relation);
  return said.background ? 'background' : said.sign;
}

function onlyRelations(wanted) {
  state.relationsOff = new Set([...relations.keys()].filter((relation) => !wanted(relation)));
}

function statementRow(name, label, number, how) {
  return row({
    key: 'statement ' + name, icon: strokeIcon({ ...groups.get('neutral') }, how), label, number,
    checked: state.statements.has(name), toggle: (on) => flip(state.statements, name, on),
  });
}

// At its left end everything passes; the text follows the thumb, the page when it is let go or moved by a key.
function slider(least, most) {
  const words = (value) => (value > least ? `${value} % or more` : 'any');
  const output = make('output', { for: 'confidence' }, words(state.confidence));
  const input = make('input', {
    type: 'range', id: 'confidence', min: least, max: most, value: Math.max(least, state.confidence), 'data-key': 'confidence',
    'aria-label': 'Least confidence of the extraction, in percent', 'aria-valuetext': words(state.confidence),
    on: {
      input: () => { output.value = words(Number(input.value)); },
      change: () => {
        state.confidence = Number(input.value) > least ? Number(input.value) : 0;
        changed();
      },
    },
  });
  return make('div', { class: 'row slider' }, input, output);
}

function row({ key, icon = null, label, number, checked, partly = false, toggle, only = null }) {
  const change = () => { toggle(box.checked); changed(); };
  const box = make('input', { type: 'checkbox', 'data-key': key, on: { change } });
  box.checked = checked;
  box.indeterminate = partly;
  return make('div', { class: 'row' },
    make('label', {}, box, icon, make('span', { class: 'name', title: label }, label)),
    make('span', { class: only ? 'count swaps' : 'count' }, number.toLocaleString('en')),
    only && button('only', () => { only(); changed(); }, { class: 'only', 'aria-label': `Only ${label}` }));
}
