// The canvas: vis-network draws nodes and lines where the layout put them, and we the labels, as a map does.
const host = at('graph');
const MANY = 2500; // from this many lines on: no dashes, arrows or curves, which cannot be told apart and cost time
const SOME = 1500; // up to this many lines, the others fade when something is selected
const canvasNodes = new vis.DataSet();
const canvasEdges = new vis.DataSet();
// What is drawn; `ranked` are the dots, the best supported first.
let shown = { lines: [], dots: new Set(), ranked: [], bends: new Map() };
let lit = null; // nodes that stand out; null if all are alike
let hovered = null;
// vis-network takes long to add a line, so that what is not shown stays with it, hidden.
let looks = new Map(); // how each line is drawn
const parked = new Map(); // how each hidden line was
const drawnAt = new Map(); // where each node is, or was until it was hidden
let wasPlain = false;
let network = null;
const face = getComputedStyle(document.body).fontFamily;

for (const node of nodes) if (node.opening) node.opening = { x: node.opening[0], y: node.opening[1] };
const foldedPlaces = new Map();

function place(node) {
  if (node.members) {
    if (!foldedPlaces.has(state.everything)) foldedPlaces.set(state.everything, foldPlaces(state.everything));
    return foldedPlaces.get(state.everything)[node.fold];
  }
  return state.everything ? node : node.opening ?? (node.guest ??= guestPlace(node));
}

// A free place near the neighbours that are drawn, for a node that the opening view leaves out.
function guestPlace(node) {
  const taken = nodes.filter((other) => other !== node && (other.opening || other.guest)).map(place);
  const others = node.links.map((edge) => nodes[edge.from === node.id ? edge.to : edge.from]);
  const near = others.filter((other) => other.opening).map(place);
  const middle = (axis) => near.reduce((sum, point) => sum + point[axis], 0) / Math.max(1, near.length);
  for (let step = 1; ; step += 1) {
    const [angle, radius] = [step * 2.39996, 22 * Math.sqrt(step)]; // a spiral that fills the plane evenly
    const point = { x: middle('x') + radius * Math.cos(angle), y: middle('y') + radius * Math.sin(angle) };
    if (taken.every((other) => Math.abs(other.x - point.x) > 70 || Math.abs(other.y - point.y) > 38)) return point;
  }
}

// From far away nodes stay large enough to be seen.
function screenRadius(node, scale) { return node.radius * Math.max(scale, shown.dots.size > 1000 ? 0.3 : 0.5); }

function drawNode({ ctx, id, x, y }) {
  const node = nodeAt(id);
  const scale = network ? network.getScale() : 1;
  const radius = screenRadius(node, scale) / scale;
  return {
    nodeDimensions: { width: 2 * radius, height: 2 * radius },
    drawNode() {
      ctx.globalAlpha = lit && !lit.has(node) ? 0.14 : 1;
      ctx.translate(x, y);
      ctx.scale(radius, radius);
      if (node === state.selected || view.focus.includes(node.iri)) {
        ctx.fillStyle = dark ? 'rgb(124 192 255 / .35)' : 'rgb(11 94 168 / .22)';
        ctx.fill(halo);
      }
      const path = paths.get(node.kind.shape);
      ctx.fillStyle = ink(node.kind.colour);
      if (node.members) {
        ctx.fillStyle = dark ? '#39424e' : '#dfe4ea';
        ctx.setLineDash([0.3, 0.2]);
      }
      ctx.fill(path, 'evenodd');
      ctx.lineWidth = Math.min(1.1 / scale / radius, 0.2);
      ctx.strokeStyle = dark ? '#05070a' : 'rgb(20 26 34 / .6)';
      ctx.stroke(path);
    },
  };
}
const halo = new Path2D('M1.8 0A1.8 1.8 0 1 1 -1.8 0A1.8 1.8 0 1 1 1.8 0Z');

// Several lines between two nodes are bent apart, evenly to both sides.
function bends(lines) {
  const bundles = new Map();
  for (const edge of lines) {
    const pair = Math.min(edge.from, edge.to) + ' ' + Math.max(edge.from, edge.to);
    if (!bundles.has(pair)) bundles.set(pair, []);
    bundles.get(pair).push(edge);
  }
  const result = new Map();
  for (const bundle of bundles.values()) {
    const step = Math.min(0.14, 0.9 / bundle.length);
    bundle.forEach((edge, i) => {
      const bend = (i - (bundle.length - 1) / 2) * step;
      result.set(edge, edge.from < edge.to ? bend : -bend);
    });
  }
  return result;
}

// Start, control point and end of a line as vis-network draws it: its "curvedCW" and "curvedCCW" for bent ones.
function curve(edge) {
  const [start, end] = [place(nodeAt(edge.from)), place(nodeAt(edge.to))];
  const bend = shown.bends.get(edge) ?? 0;
  const reach = (Math.abs(bend) * 0.5 + 0.5) * Math.hypot(end.x - start.x, end.y - start.y);
  const angle = Math.atan2(start.y - end.y, end.x - start.x) + (bend * 0.5 + 0.5) * Math.PI;
  return [start, { x: start.x + reach * Math.sin(angle), y: start.y + reach * Math.cos(angle) }, end];
}

function along([start, via, end], t) {
  const mix = (axis) => (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * via[axis] + t ** 2 * end[axis];
  return { x: mix('x'), y: mix('y') };
}

function edgeItem(edge, bend, role, plainly) {
  const group = lookOf(edge);
  const colour = ink(group.colour);
  const hedge = edge.modality !== 'actual';
  const strength = group.thin ? 0.3 : changes.size === 0 && edge.group === 'neutral' ? 0.5 : 0.85;
  const opacity = role === 'lit' ? 1 : role === 'faded' ? 0.07 : plainly ? strength * 0.45 : strength;
  return {
    id: edge.id, from: edge.from, to: edge.to,
    width: (group.thin ? 0.8 : (few ? 2 : 1.3) + 0.9 * Math.log2(edge.publishers)) * (role === 'lit' && plainly ? 2 : 1),
    color: { color: colour, opacity },
    dashes: plainly ? false : hedge ? hedged.dash : group.dash.length ? group.dash : false,
    arrows: { to: { enabled: !plainly && !edge.said.symmetric && !group.thin, scaleFactor: 0.42 } },
    smooth: bend ? { enabled: true, type: bend > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(bend) } : false,
    label: edge.polarity === 'negated' && !plainly && role !== 'faded' ? '✕' : '',
    font: { size: 13, face, color: colour, strokeWidth: 4, strokeColor: paper(), align: 'horizontal' },
  };
}

function touches(edge, thing) {
  return thing !== null && (isNode(thing) ? edge.from === thing.id || edge.to === thing.id : edge === thing);
}

// Whether an edge is, or belongs to, what is selected or chosen in the guide.
function isChosen(edge) {
  if (state.selected !== null) return touches(edge, state.selected);
  return state.item !== null && (edge.members ?? [edge]).some((one) => items[state.item].held.has(one));
}

function roleOf(edge, plainly) {
  if (lit === null) return '';
  if (isChosen(edge)) return 'lit';
  return plainly || shown.lines.length > SOME ? '' : 'faded';
}

// Bring the canvas to the state: only what differs is touched.
function redraw() {
  shown = visible();
  shown.ranked = [...shown.dots].sort((a, b) => Boolean(b.members) - Boolean(a.members) || a.id - b.id);
  const plainly = shown.lines.length > MANY;
  shown.bends = plainly ? new Map() : bends(shown.lines);
  lit = null;
  if (state.selected !== null || state.item !== null) {
    lit = new Set(isNode(state.selected) ? [state.selected] : []);
    if (state.selected === null) for (const node of items[state.item].actors) lit.add(standsFor(node));
    for (const edge of shown.lines) if (isChosen(edge)) lit.add(nodeAt(edge.from)).add(nodeAt(edge.to));
  }
  const before = looks;
  looks = new Map();
  const [added, changed] = [[], []];
  for (const edge of shown.lines) {
    const role = roleOf(edge, plainly);
    const bend = shown.bends.get(edge) ?? 0;
    const look = `${role} ${bend} ${plainly} ${dark} ${edge.publishers}`;
    looks.set(edge.id, look);
    const last = before.get(edge.id) ?? parked.get(edge.id);
    if (parked.delete(edge.id)) network.body.edges[edge.id].options.hidden = false;
    if (last !== look) (last === undefined ? added : changed).push(edgeItem(edge, bend, role, plainly));
  }
  const spots = new Map(shown.ranked.map((node) => [node.id, place(node)]));
  const moved = [...spots].filter(([id, spot]) => drawnAt.get(id) !== spot).map(([id, { x, y }]) => ({ id, x, y }));
  for (const id of drawnAt.keys()) network.body.nodes[id].options.hidden = !spots.has(id);
  for (const [id, spot] of spots) drawnAt.set(id, spot);
  // vis-network draws after each change of its data, and again in the next frame: once at the end is enough.
  if (network) network.renderer.allowRedraw = false;
  for (const [id, look] of before) {
    if (looks.has(id)) continue;
    network.body.edges[id].options.hidden = true;
    parked.set(id, look);
  }
  canvasNodes.update(moved);
  canvasEdges.updateOnly(changed);
  canvasEdges.add(added);
  if (network === null) startNetwork();
  network._updateVisibleIndices();
  if (plainly !== wasPlain) network.setOptions({ interaction: { hideEdgesOnDrag: plainly, hideEdgesOnZoom: plainly } });
  wasPlain = plainly;
  network.renderer.allowRedraw = true;
  network.redraw();
  host.dataset.nodes = shown.dots.size;
  host.dataset.edges = shown.lines.length;
}

function startNetwork() {
  const options = JSON.parse(at('options').textContent);
  options.nodes.ctxRenderer = drawNode;
  network = new vis.Network(host, { nodes: canvasNodes, edges: canvasEdges }, options);
  network.on('beforeDrawing', drawTracks);
  network.on('afterDrawing', drawLabels);
  network.once('afterDrawing', () => { host.dataset.painted = Math.round(performance.now()); });
  network.on('click', (event) => select(pointedAt(event)));
  network.on('doubleClick', (event) => {
    const thing = pointedAt(event);
    if (thing?.members && isNode(thing)) unfold(thing);
  });
  network.on('hoverNode', ({ node, pointer }) => showTip(nodeAt(node), pointer.DOM));
  network.on('hoverEdge', ({ edge, pointer }) => { if (!isNode(hovered)) showTip(edgeAt(edge), pointer.DOM); });
  network.on('blurNode', hideTip);
  network.on('blurEdge', () => { if (!isNode(hovered)) hideTip(); });
  for (const event of ['dragStart', 'zoom']) network.on(event, () => { hideTip(); untouched = false; });
  network.on('resize', () => { if (untouched) requestAnimationFrame(() => fit(false, lit ?? shown.dots)); });
  host.network = network;
}

function pointedAt(event) {
  if (event.nodes.length) return nodeAt(event.nodes[0]);
  return event.edges.length ? edgeAt(event.edges[0]) : null;
}

function showTip(thing, where) {
  hovered = thing;
  const tip = at('tip');
  const text = isNode(thing)
    ? [make('b', {}, thing.label), make('div', { class: 'sub' }, thing.members
      ? `Community · ${count(thing.members.length, 'member')}` : `${thing.kind.label} · ${count(thing.support, 'article')}`)]
    : [phrase(thing), make('div', { class: 'sub' }, [voices(thing), ...qualifiers(thing)].join(' · '))];
  tip.replaceChildren(...text);
  tip.hidden = false;
  tip.style.left = `${Math.max(8, Math.min(where.x + 14, host.clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(where.y + 16, host.clientHeight - tip.offsetHeight - 8))}px`;
  host.classList.add('pointing');
  network.redraw();
}

function hideTip() {
  const was = hovered;
  hovered = null;
  at('tip').hidden = true;
  host.classList.remove('pointing');
  if (was !== null) network.redraw();
}
