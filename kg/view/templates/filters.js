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
  if (changes.size) content.push(...changeRows(tally(inside, (edge) => edge.change)));
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
  content.push(...publisherRows(inside), ...foldRows());
  content.push(make('p', { class: 'scale' }, 'A node grows with the articles that speak of it, a line with the publishers that report it.'));
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
    key: 'group ' + name, icon: changes.size ? null : strokeIcon(group), label: group.label, number,
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

// How the periods differ, and shortcuts to what each of them says.
function changeRows(byChange) {
  const names = [...changes.keys()].filter((name) => byChange.has(name));
  const sides = [['Before', ['kept', 'gone']], ['Both', names], ['After', ['kept', 'new', 'flipped']]];
  const sideButton = ([label, shownNames]) => {
    const off = names.filter((name) => !shownNames.includes(name));
    const on = off.length === state.changesOff.size && off.every((name) => state.changesOff.has(name));
    return button(label, () => { state.changesOff = new Set(off); changed(); }, { 'data-key': `side ${label}`, 'aria-pressed': on });
  };
  return [
    make('div', { class: 'scope switch', role: 'group', 'aria-label': 'Which period' }, ...sides.map(sideButton)),
    make('h2', {}, 'Changes'),
    ...names.map((name) => row({
      key: 'change ' + name, icon: strokeIcon(changes.get(name)), label: changes.get(name).label, number: byChange.get(name),
      checked: !state.changesOff.has(name), toggle: (on) => flip(state.changesOff, name, !on),
      only: () => { state.changesOff = new Set(names.filter((other) => other !== name)); },
    })),
  ];
}

// A list that opens on demand, with a heading that says how many it holds.
function drawer(name, label, number, rows) {
  const more = button(`${label} (${number.toLocaleString('en')})`, () => {
    flip(opened, name, !opened.has(name));
    showFilters();
  }, { class: 'drawer', 'data-key': `more ${name}`, 'aria-expanded': opened.has(name) });
  return [make('h2', {}, more), ...(opened.has(name) ? rows() : [])];
}

function publisherRows(inside) {
  if (publishers.size < 2) return [];
  return drawer('publishers', 'Publishers', publishers.size, () => {
    const counted = new Map([...publishers].map((name) => [name, 0]));
    for (const edge of inside) for (const source of new Set(edge.evidence.map((item) => item.source))) counted.set(source, counted.get(source) + 1);
    return byNumber(counted).slice(0, 200).map((name) => row({
      key: 'publisher ' + name, label: name || 'Not named', number: counted.get(name), checked: !state.publishersOff.has(name),
      toggle: (on) => flip(state.publishersOff, name, !on),
      only: () => { state.publishersOff = new Set([...publishers].filter((other) => other !== name)); },
    }));
  });
}

function foldRows() {
  const here = folds.filter((fold) => fold.members.some(inScope));
  if (!here.length) return [];
  return drawer('communities', 'Fold communities', here.length, () => [
    row({
      key: 'fold all', label: 'All of them', number: here.reduce((sum, fold) => sum + fold.members.length, 0),
      checked: state.folded.size > 0, partly: state.folded.size > 0 && state.folded.size < here.length,
      toggle: (on) => foldOnly(on ? here.map((fold) => fold.fold) : []), refit: true,
    }),
    ...here.map((fold) => row({
      key: 'fold ' + fold.fold, label: fold.label, number: fold.members.length, checked: state.folded.has(fold.fold),
      toggle: (on) => foldOnly(on ? [...state.folded, fold.fold] : [...state.folded].filter((number) => number !== fold.fold)),
      refit: true,
    })),
  ]);
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

function row({ key, icon = null, label, number, checked, partly = false, toggle, only = null, refit = false }) {
  const change = () => { toggle(box.checked); changed({ refit }); };
  const box = make('input', { type: 'checkbox', 'data-key': key, on: { change } });
  box.checked = checked;
  box.indeterminate = partly;
  return make('div', { class: 'row' },
    make('label', {}, box, icon, make('span', { class: 'name', title: label }, label)),
    make('span', { class: only ? 'count swaps' : 'count' }, number.toLocaleString('en')),
    only && button('only', () => { only(); changed(); }, { class: 'only', 'aria-label': `Only ${label}` }));
}
