// Names on the canvas: labels of nodes, and what the lines of the selected say.
function firstOf(number, wanted, ...lists) {
  const result = new Set();
  for (const list of lists) for (const thing of list) {
    if (result.size >= number) return [...result];
    if (wanted(thing)) result.add(thing);
  }
  return [...result];
}

// Left, top, right and bottom of a text in pixels.
function textBox(owner, cx, cy, half, height) {
  return Object.assign([cx - half - 2, cy - height, cx + half + 2, cy + height], { owner, text: true, cx, cy });
}

// Where a label may stand beside its node, the best place first.
const SPOTS = [[0, 1], [0, -1], [1, 0], [-1, 0], [0.75, 0.9], [-0.75, 0.9], [0.75, -0.9], [-0.75, -0.9]];

// Labels keep their size on the screen. The best supported come first; who finds no free place waits for a closer look.
function drawLabels(ctx) {
  const scale = network.getScale();
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const end = network.DOMtoCanvas({ x: host.clientWidth, y: host.clientHeight });
  const sees = (node) => {
    const { x, y } = place(node);
    return x > corner.x && x < end.x && y > corner.y && y < end.y;
  };
  const first = [state.selected, hovered].filter((thing) => shown.dots.has(thing));
  const inView = firstOf(500, sees, first, lit ? shown.ranked.filter((node) => lit.has(node)) : [], shown.ranked);
  const grid = new Map();
  const cells = (box, visit) => {
    for (let i = Math.floor(box[0] / 60); i <= Math.floor(box[2] / 60); i += 1)
      for (let j = Math.floor(box[1] / 24); j <= Math.floor(box[3] / 24); j += 1) if (visit(i * 100003 + j)) return true;
    return false;
  };
  const take = (box) => cells(box, (key) => {
    if (!grid.has(key)) grid.set(key, []);
    grid.get(key).push(box);
    return false;
  });
  const meets = (box, other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
  // What the legend or the panel covers is no place for the label of a node that stands clear of them.
  const free = insets();
  const clear = [network.DOMtoCanvas({ x: free.left, y: 0 }).x * scale, network.DOMtoCanvas({ x: host.clientWidth - free.right, y: 0 }).x * scale];
  const isCovered = (box) => {
    const owner = isNode(box.owner) ? place(box.owner).x * scale : box.cx;
    return (box[0] < clear[0] && owner > clear[0]) || (box[2] > clear[1] && owner < clear[1]);
  };
  const isFree = (box, above) => !isCovered(box) && !cells(box, (key) => (grid.get(key) ?? []).some((other) => other.owner !== box.owner
    && (other.text || !above || other.owner.id < 30) && meets(box, other)));
  for (const node of inView) {
    const { x, y } = place(node);
    const radius = screenRadius(node, scale) + 1;
    take(Object.assign([x * scale - radius, y * scale - radius, x * scale + radius, y * scale + radius], { owner: node }));
  }
  ctx.save();
  ctx.scale(1 / scale, 1 / scale);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  const write = (text, box, colour, alpha) => {
    take(box);
    ctx.globalAlpha = alpha;
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = paper();
    ctx.strokeText(text, box.cx, box.cy);
    ctx.fillStyle = colour;
    ctx.fillText(text, box.cx, box.cy);
  };
  let written = 0;
  let named = false;
  for (const node of inView) {
    if (written >= 260) break;
    if (lit && !lit.has(node) && !named) {
      named = true;
      nameLines(ctx, scale, isFree, write);
    }
    const must = node === state.selected || node === hovered;
    const hub = must || node.id < 20 || node.members;
    const size = hub ? 14 : node.id < 70 ? 12.5 : 11.5;
    ctx.font = `${hub ? 600 : 400} ${size}px ${face}`;
    node.widths ??= new Map();
    if (!node.widths.has(ctx.font)) node.widths.set(ctx.font, ctx.measureText(node.short).width);
    const half = node.widths.get(ctx.font) / 2;
    const gap = screenRadius(node, scale) + 3;
    const [x, y] = [place(node).x * scale, place(node).y * scale];
    const boxes = SPOTS.map(([dx, dy]) => textBox(node, x + dx * (gap + half), y + dy * (gap + size / 2), half, size / 2 + 1));
    const spot = (above) => boxes.find((box) => isFree(box, above));
    // A hub's label may cover small nodes if there is no better place.
    const box = spot(false) ?? (node.id < 30 || hub ? spot(true) : undefined);
    if (!box) continue;
    write(node.short, box, dark ? '#e8ecf1' : '#1b2129', lit && !lit.has(node) && !must ? 0.2 : 1);
    written += 1;
  }
  if (lit ? !named : shown.lines.length <= NAMED) nameLines(ctx, scale, isFree, write);
  ctx.restore();
}

const NAMED = 16; // up to this many lines say what they are even if nothing is selected

// What the lines of the selected say, or all if they are few, where there is room.
function nameLines(ctx, scale, isFree, write) {
  ctx.font = `400 12px ${face}`;
  for (const edge of shown.lines.filter((line) => !lit || isChosen(line)).reverse().slice(0, 60)) {
    const text = (edge.polarity === 'negated' ? 'not: ' : '') + edge.said.label;
    const half = ctx.measureText(text).width / 2;
    const points = curve(edge);
    for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]) {
      const { x, y } = along(points, t);
      const [cx, cy] = [x * scale, y * scale];
      const box = textBox(edge, cx, cy, half, 8);
      if (!isFree(box, !isNode(state.selected))) continue;
      ctx.globalAlpha = 0.85;
      ctx.fillStyle = paper();
      ctx.fillRect(cx - half - 1, cy - 7, 2 * half + 2, 14);
      write(text, box, ink(lookOf(edge).colour), 1);
      break;
    }
  }
}

// The line under the pointer, and the one that is selected, on a broad pale track.
function drawTracks(ctx) {
  for (const edge of new Set([hovered, state.selected])) {
    if (!edge || isNode(edge) || !looks.has(edge.id)) continue;
    const [start, via, end] = curve(edge);
    ctx.save();
    ctx.globalAlpha = 0.3;
    ctx.lineWidth = 9 / network.getScale();
    ctx.lineCap = 'round';
    ctx.strokeStyle = ink(lookOf(edge).colour);
    ctx.beginPath();
    ctx.moveTo(start.x, start.y);
    ctx.quadraticCurveTo(via.x, via.y, end.x, end.y);
    ctx.stroke();
    ctx.restore();
  }
}
