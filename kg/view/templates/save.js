// To take along: a picture, the graph as GraphML or GEXF, the address, and the query behind the view.
const saving = at('save');
const fileName = document.title.normalize('NFKD').replace(/[^\w]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60).toLowerCase() || 'graph';

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// What is drawn, on paper, with the title and where it is from.
function savePicture() {
  const canvas = host.querySelector('canvas');
  const ratio = canvas.width / host.clientWidth;
  const foot = Math.round(46 * ratio);
  const picture = make('canvas', { width: canvas.width, height: canvas.height + foot });
  const ctx = picture.getContext('2d');
  ctx.fillStyle = paper();
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.drawImage(canvas, 0, 0);
  ctx.fillStyle = dark ? '#e8ecf1' : '#1b2129';
  ctx.font = `600 ${15 * ratio}px ${face}`;
  ctx.fillText(document.title, 16 * ratio, canvas.height + 18 * ratio, picture.width - 32 * ratio);
  ctx.font = `400 ${12 * ratio}px ${face}`;
  ctx.fillText([at('summary').textContent, at('status').textContent].join(' · '), 16 * ratio, canvas.height + 37 * ratio, picture.width - 32 * ratio);
  picture.toBlob((blob) => download(`${fileName}.png`, blob), 'image/png');
}

// XML 1.0 has no room for most control characters, nor for half a surrogate pair.
function xml(text) {
  return String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const NODE_DATA = [['label', 'string', (node) => node.label], ['type', 'string', (node) => node.type], ['iri', 'string', (node) => node.iri],
  ['articles', 'int', (node) => node.support]];
const EDGE_DATA = [['relation', 'string', (edge) => edge.said.label], ['sign', 'string', (edge) => edge.group],
  ['polarity', 'string', (edge) => edge.polarity], ['modality', 'string', (edge) => edge.modality],
  ['articles', 'int', (edge) => edge.support], ['publishers', 'int', (edge) => edge.publishers]];

function graphml() {
  const keys = (domain, data) => data.map(([name, type]) => `<key id="${domain}-${name}" for="${domain}" attr.name="${name}" attr.type="${type}"/>`);
  const values = (domain, data, thing) => data.map(([name, , value]) => `<data key="${domain}-${name}">${xml(value(thing))}</data>`).join('');
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', ...keys('node', NODE_DATA), ...keys('edge', EDGE_DATA),
    '<graph edgedefault="directed">',
    ...shown.ranked.map((node) => `<node id="n${node.id}">${values('node', NODE_DATA, node)}</node>`),
    ...shown.lines.map((edge) => `<edge id="e${edge.id}" source="n${edge.from}" target="n${edge.to}">${values('edge', EDGE_DATA, edge)}</edge>`),
    '</graph>', '</graphml>', ''].join('\n');
}

function gexf() {
  const attributes = (domain, data) => `<attributes class="${domain}">${data.map(([name, type], i) => `<attribute id="${i}" title="${name}" type="${type === 'int' ? 'integer' : type}"/>`).join('')}</attributes>`;
  const values = (data, thing) => `<attvalues>${data.map(([, , value], i) => `<attvalue for="${i}" value="${xml(value(thing))}"/>`).join('')}</attvalues>`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">',
    '<graph defaultedgetype="directed" mode="static">', attributes('node', NODE_DATA), attributes('edge', EDGE_DATA),
    '<nodes>', ...shown.ranked.map((node) => `<node id="n${node.id}" label="${xml(node.label)}">${values(NODE_DATA, node)}<viz:position x="${place(node).x}" y="${-place(node).y}" z="0"/></node>`), '</nodes>',
    '<edges>', ...shown.lines.map((edge) => `<edge id="e${edge.id}" source="n${edge.from}" target="n${edge.to}" weight="${edge.support}">${values(EDGE_DATA, edge)}</edge>`), '</edges>',
    '</graph>', '</gexf>', ''].join('\n');
}

// A text to copy, in sight, since not every viewer lets a page write to the clipboard.
function offer(title, note, text) {
  at('copy-title').textContent = title;
  at('copy-note').textContent = note;
  at('copy-text').value = text;
  at('copy').showModal();
  at('copy-text').select();
}

at('copy-button').addEventListener('click', async () => {
  at('copy-text').select();
  try { await navigator.clipboard.writeText(at('copy-text').value); } catch { document.execCommand('copy'); }
  at('copy-button').textContent = 'Copied';
  setTimeout(() => { at('copy-button').textContent = 'Copy'; }, 1500);
});

const WAYS = {
  png: savePicture,
  graphml: () => download(`${fileName}.graphml`, new Blob([graphml()], { type: 'application/xml' })),
  gexf: () => download(`${fileName}.gexf`, new Blob([gexf()], { type: 'application/xml' })),
  link: () => offer('Link to what you see', 'It opens this page as it is now, with the file in the same place.', location.href),
  sparql: () => offer('The query behind this view',
    state.folded.size ? 'Its rows are the statements that the filters leave; communities are not folded in it.' : 'Its rows are the relations shown: ask it of the graph with kg query.', sparql()),
};
for (const way of saving.querySelectorAll('[data-save]')) {
  way.addEventListener('click', () => {
    saving.open = false;
    WAYS[way.dataset.save]();
  });
}
saving.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !saving.open) return;
  saving.open = false;
  saving.querySelector('summary').focus();
  event.stopPropagation();
});
document.addEventListener('click', (event) => { if (!saving.contains(event.target)) saving.open = false; });
