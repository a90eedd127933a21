// Shapes of nodes and strokes of lines, one definition for the canvas and for the legend. Unit: the node's radius.
function polygon(corners, turn, outer, inner = outer) {
  return 'M' + Array.from({ length: corners }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / corners;
    const radius = i % 2 ? inner : outer;
    return `${(radius * Math.sin(angle)).toFixed(3)} ${(-radius * Math.cos(angle)).toFixed(3)}`;
  }).join('L') + 'Z';
}
const DISC = 'M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z';
const OUTLINES = {
  circle: DISC,
  ring: DISC + 'M.5 0A.5 .5 0 1 0 -.5 0A.5 .5 0 1 0 .5 0Z',
  square: 'M-.9 -.9H.9V.9H-.9Z',
  diamond: polygon(4, 0, 1.25),
  triangle: polygon(3, 0, 1.3),
  triangleDown: polygon(3, Math.PI, 1.3),
  pentagon: polygon(5, 0, 1.12),
  hexagon: polygon(6, Math.PI / 6, 1.1),
  star: polygon(10, 0, 1.4, 0.62),
  plus: 'M-.4 -1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z',
  pill: 'M-.65 -.65H.65A.65 .65 0 0 1 .65 .65H-.65A.65 .65 0 0 1 -.65 -.65Z',
  pin: 'M0 1.35L-.8 .1A.92 .92 0 1 1 .8 .1Z',
};
const paths = new Map(Object.entries(OUTLINES).map(([name, outline]) => [name, new Path2D(outline)]));

let dark = false;
function ink(pair) { return pair[dark ? 1 : 0]; }
function paper() { return dark ? '#11151b' : '#f6f7f9'; }

function drawn(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function shapeIcon(kind) {
  const path = { d: OUTLINES[kind.shape], fill: ink(kind.colour), 'fill-rule': 'evenodd', stroke: '#222', 'stroke-width': 0.12 };
  return drawn('svg', { class: 'shape', viewBox: '-1.6 -1.6 3.2 3.2', 'aria-hidden': true }, drawn('path', path));
}

function strokeOf(edge) {
  return strokeIcon(lookOf(edge), { hedge: edge.modality !== 'actual', negated: edge.polarity === 'negated' });
}

function strokeIcon(group, { hedge = false, negated = false } = {}) {
  const dash = hedge ? hedged.dash : group.dash;
  const icon = drawn('svg', { class: 'stroke', viewBox: '0 0 30 12', 'aria-hidden': 'true' },
    drawn('path', {
      d: 'M1 6H29', fill: 'none', stroke: ink(group.colour), 'stroke-width': group.thin ? 1 : 2.2,
      'stroke-dasharray': dash.join(' '), 'stroke-linecap': hedge ? 'round' : 'butt',
    }));
  if (negated) icon.append(drawn('path', { d: 'M11 2L19 10M19 2L11 10', stroke: ink(group.colour), 'stroke-width': 1.8 }));
  return icon;
}
