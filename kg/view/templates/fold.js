// Communities that fold into one node each, and bundles: the lines of the folded, one a sign.
const folds = view.communities.map((members, i) => {
  const inside = members.map((iri) => nodeByIri.get(iri));
  for (const node of inside) node.fold = i;
  const [first, second] = inside;
  const label = `${first.short}, ${second.short} +${inside.length - 2}`;
  return {
    id: nodes.length + i, iri: `fold ${i}`, fold: i, members: inside, label, short: label, aliases: [], names: [], links: [],
    type: '', kind: { label: 'Community', shape: 'circle', colour: signs.neutral.colour },
    support: Math.max(...inside.map((node) => node.support)), radius: 12 + 2.2 * Math.sqrt(inside.length),
  };
});
const bundles = new Map();

function nodeAt(id) { return id < nodes.length ? nodes[id] : folds[id - nodes.length]; }
function edgeAt(id) { return id < edges.length ? edges[id] : [...bundles.values()].find((bundle) => bundle.id === id); }

// The node that stands for this one now.
function standsFor(node) { return state.folded.has(node.fold) ? folds[node.fold] : node; }

// The lines with those of folded communities gathered; what is inside a community is not drawn.
function foldedLines(lines) {
  if (!state.folded.size) return lines;
  const result = [];
  const gathered = new Map();
  for (const edge of lines) {
    const [a, b] = [standsFor(nodes[edge.from]).id, standsFor(nodes[edge.to]).id];
    if (a === edge.from && b === edge.to) result.push(edge);
    else if (a !== b) {
      const key = `${Math.min(a, b)} ${Math.max(a, b)} ${edge.group}`;
      if (!gathered.has(key)) gathered.set(key, []);
      gathered.get(key).push(edge);
    }
  }
  for (const [key, members] of gathered) {
    const [from, to] = key.split(' ').map(Number);
    if (!bundles.has(key)) bundles.set(key, { id: edges.length + bundles.size, key: `bundle ${key}`, from, to, group: members[0].group });
    const heard = members.flatMap((edge) => edge.heard);
    const bundle = Object.assign(bundles.get(key), {
      members, polarity: 'affirmed', modality: members.every((edge) => edge.modality !== 'actual') ? 'possible' : 'actual', evidence: heard,
      said: { label: `${groups.get(members[0].group).label.toLowerCase()} (${count(members.length, 'relation')})`, symmetric: true, definition: '' },
    });
    hear(bundle, heard);
    result.push(bundle);
  }
  return result;
}

// In the middle of its members, and then apart from the other communities.
function foldPlaces(everything) {
  const places = folds.map((fold) => {
    const own = fold.members.map((node) => (everything ? node : node.opening)).filter(Boolean);
    const middle = (axis) => own.reduce((sum, point) => sum + point[axis], 0) / Math.max(1, own.length);
    return { x: middle('x'), y: middle('y') };
  });
  for (let round = 0; round < 60; round += 1) {
    for (let i = 0; i < places.length; i += 1) for (let j = 0; j < i; j += 1) {
      const [dx, dy] = [places[i].x - places[j].x || 0.1 * (i - j), places[i].y - places[j].y || 0.1];
      const near = Math.hypot(dx / 230, dy / 110);
      if (near >= 1) continue;
      const push = 0.25 * (1 / Math.max(near, 0.1) - 1);
      for (const [place, sign] of [[places[i], 1], [places[j], -1]]) {
        place.x += sign * Math.min(60, Math.max(-60, dx * push));
        place.y += sign * Math.min(40, Math.max(-40, dy * push));
      }
    }
  }
  return places;
}

// Fold these communities and no others; what is selected does not stay if it is inside or was one of the folded.
function foldOnly(numbers) {
  state.folded = new Set(numbers);
  if (state.selected?.members || (isNode(state.selected) && state.folded.has(state.selected.fold))) state.selected = null;
}

function unfold(fold) {
  foldOnly([...state.folded].filter((number) => number !== fold.fold));
  changed({ refit: true });
}
