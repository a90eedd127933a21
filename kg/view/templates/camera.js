// Which part of the graph is in view.

// The part of the canvas that no panel covers, as distances from its sides.
function insets() {
  const beside = host.clientWidth > 760;
  const [legend, reading] = [!at('filters').hidden, !at('panel').hidden];
  const time = at('time').hidden ? 0 : at('time').offsetHeight + 12;
  if (!beside) return { left: 0, right: 0, bottom: reading ? at('panel').offsetHeight : time };
  return { left: legend ? 268 : 0, right: reading ? 408 : 0, bottom: time };
}

const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches;
let untouched = true; // nobody has moved the view since it was last fitted

function moveTo(position, scale, animate) {
  const { left, right, bottom } = insets();
  const animation = animate && moves ? { duration: 350 } : false;
  network.moveTo({ position, scale, offset: { x: (left - right) / 2, y: -bottom / 2 }, animation });
}

function fit(animate = false, some = shown.dots) {
  const points = [...some].map(place);
  if (!points.length) return;
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const free = insets();
  const width = host.clientWidth - free.left - free.right - 130;
  const height = host.clientHeight - free.bottom - 90;
  const scale = Math.min(width / (right - left + 1), height / (bottom - top + 1), some === lit ? 1.1 : 1.5);
  moveTo({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.max(scale, 0.02), animate);
  untouched = true;
}

function isInSight(node) {
  const point = network.canvasToDOM(place(node));
  const { left, right, bottom } = insets();
  return point.x > left + 40 && point.x < host.clientWidth - right - 40 && point.y > 30 && point.y < host.clientHeight - bottom - 40;
}

// Show a node with its neighbours (`closer`), or pan to it if it is out of sight.
function reveal(node, closer = false) {
  if (closer && lit !== null) fit(true, lit);
  else if (!isInSight(node)) moveTo(place(node), network.getScale(), true);
}
