// The SPARQL behind the view: a query of the store whose rows are the statements that pass, as long as none is folded.
const NAMESPACES = {
  kg: context.base, rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', owl: 'http://www.w3.org/2002/07/owl#',
  dcterms: 'http://purl.org/dc/terms/', prov: 'http://www.w3.org/ns/prov#', xsd: 'http://www.w3.org/2001/XMLSchema#',
};

// An IRI and a string as SPARQL writes them, whatever is in them.
function iriTerm(iri) { return `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (mark) => encodeURIComponent(mark))}>`; }
function textTerm(text) { return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`); }
function propertyTerm(name) { return /^[A-Za-z]\w*$/.test(name) ? `kg:${name}` : iriTerm(context.base + name); }

function sparql() {
  const among = (name, terms) => `  VALUES ?${name} { ${terms.join(' ')} }`;
  const lines = [];
  const polarities = ['affirmed', 'negated'].filter((name) => state.statements.has(name));
  const modalities = [...MODALITIES.keys()].filter((name) => state.statements.has(name));
  if (polarities.length < 2) lines.push(among('polarity', polarities.map(propertyTerm)));
  if (modalities.length < MODALITIES.size) lines.push(among('modality', modalities.map(propertyTerm)));
  const wanted = [...relations.keys()].filter((name) => !state.relationsOff.has(name));
  if (wanted.length < relations.size || ['rivalry', 'evidence'].includes(view.kind)) lines.push(among('relation', wanted.map(propertyTerm)));
  if (view.kind === 'path' || view.kind === 'evidence') {
    const pairs = new Set(edges.filter((edge) => fits(edge)).map((edge) => `(${iriTerm(nodes[edge.from].iri)} ${iriTerm(nodes[edge.to].iri)})`));
    lines.push(`  VALUES (?subject ?object) { ${[...pairs].join(' ')} }`);
  } else if (!state.everything || state.classesOff.size || view.bounded) {
    const here = nodes.filter((node) => inScope(node) && !state.classesOff.has(node.type)).map((node) => iriTerm(node.iri));
    lines.push(among('subject', here), among('object', here));
  }
  if (view.document) lines.push(among('document', [iriTerm(view.document)]));
  const least = Math.max(view.least, state.confidence / 100);
  if (least > 0) lines.push(`  FILTER (?confidence >= ${least})`);
  const within = ({ start, end }) => [start && `?date >= "${start}"^^xsd:date`, end && `?date <= "${end}"^^xsd:date`].filter(Boolean).join(' && ') || 'BOUND(?date)';
  if (view.span) lines.push(`  FILTER (${within(view.span)})`);
  if (view.periods.length) lines.push(`  FILTER (${view.periods.map((period) => `(${within(period)})`).join(' || ')})`);
  else if (view.kind === 'timeline' && !state.period) lines.push('  FILTER (BOUND(?date))');
  if (state.period) {
    const [first, after] = [isoMonth(state.period[0]), isoMonth(state.period[1] + 1)];
    lines.push(`  FILTER (?date >= "${first}-01"^^xsd:date && ?date < "${after}-01"^^xsd:date)`);
  }
  if (state.publishersOff.size) {
    lines.push(`  FILTER (COALESCE(?publisher, "") NOT IN (${[...state.publishersOff].map(textTerm).join(', ')}))`);
  }
  return [
    ...Object.entries(NAMESPACES).map(([name, iri]) => `PREFIX ${name}: ${iriTerm(iri)}`),
    '', `# ${document.title.replace(/\s+/g, ' ')}`,
    'SELECT ?subject ?relation ?object ?polarity ?modality', '       (COUNT(DISTINCT ?document) AS ?articles) (COUNT(DISTINCT ?publisher) AS ?publishers)',
    'WHERE {',
    '  ?claim rdf:subject ?s ; rdf:predicate ?relation ; rdf:object ?o ;',
    '         kg:polarity ?polarity ; kg:modality ?modality ; kg:confidence ?confidence ; prov:wasDerivedFrom ?document .',
    '  OPTIONAL { ?document dcterms:issued ?date }', '  OPTIONAL { ?document dcterms:publisher ?publisher }',
    '  # A symmetric relation is one, in whichever order articles state it.',
    '  BIND (EXISTS { ?relation a owl:SymmetricProperty } && STR(?s) > STR(?o) AS ?turned)',
    '  BIND (IF(?turned, ?o, ?s) AS ?subject)', '  BIND (IF(?turned, ?s, ?o) AS ?object)',
    ...lines,
    '}', 'GROUP BY ?subject ?relation ?object ?polarity ?modality', 'ORDER BY DESC(?articles) ?subject ?relation ?object', '',
  ].join('\n');
}
