"""GraphML and GEXF, for Gephi, Cytoscape, yEd and networkx.

GraphML: Brandes et al., http://graphml.graphdrawing.org/specification.html. GEXF: version 1.2, https://gexf.net/1.2.
What XML 1.0 cannot hold, such as control characters, is written as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO
from xml.sax.saxutils import escape

from kg.exchange.statements import Edge, Node, columns, gather
from kg.store import Store

__all__ = ["write_gexf", "write_graphml"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;", '"': "&quot;"}
_GRAPHML_TYPES = {"str": "string", "int": "int", "float": "double", "bool": "boolean", "date": "string"}
_GEXF_TYPES = {"str": "string", "int": "integer", "float": "double", "bool": "boolean", "date": "string"}


@dataclass(frozen=True, slots=True)
class _Attribute:
    id: str
    name: str
    type: str


def write_graphml(store: Store, out: IO[bytes]) -> None:
    """Write a directed graph with parallel edges, one a statement, whose data are the fields of `Node` and `Edge`."""
    nodes, edges = gather(store)
    of_nodes, of_edges = _attributes(Node, "n", {"id"}), _attributes(Edge, "e", {"id", "source", "target"})
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for kind, attributes in (("node", of_nodes), ("edge", of_edges)):
        for each in attributes:
            about = f'id="{each.id}" for="{kind}" attr.name="{each.name}" attr.type="{_GRAPHML_TYPES[each.type]}"'
            out.write(f"  <key {about}/>\n".encode())
    out.write(b'  <graph edgedefault="directed">\n')
    for node in nodes:
        out.write(f'    <node id="{_quoted(node.id)}">{_data(node, of_nodes)}</node>\n'.encode())
    for edge in edges:
        ends = f'source="{_quoted(edge.source)}" target="{_quoted(edge.target)}"'
        out.write(f'    <edge id="{edge.id}" {ends}>{_data(edge, of_edges)}</edge>\n'.encode())
    out.write(b"  </graph>\n</graphml>\n")


def write_gexf(store: Store, out: IO[bytes]) -> None:
    """Write the same graph as GEXF; the weight of an edge is the number of its documents."""
    nodes, edges = gather(store)
    of_nodes = _attributes(Node, "n", {"id", "label"})
    of_edges = _attributes(Edge, "e", {"id", "source", "target", "label"})
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
    out.write(b'  <graph mode="static" defaultedgetype="directed">\n')
    for kind, attributes in (("node", of_nodes), ("edge", of_edges)):
        out.write(f'    <attributes class="{kind}" mode="static">\n'.encode())
        for each in attributes:
            about = f'id="{each.id}" title="{each.name}" type="{_GEXF_TYPES[each.type]}"'
            out.write(f"      <attribute {about}/>\n".encode())
        out.write(b"    </attributes>\n")
    out.write(b"    <nodes>\n")
    for node in nodes:
        about = f'id="{_quoted(node.id)}" label="{_quoted(node.label)}"'
        out.write(f"      <node {about}>{_values(node, of_nodes)}</node>\n".encode())
    out.write(b"    </nodes>\n    <edges>\n")
    for edge in edges:
        ends = f'source="{_quoted(edge.source)}" target="{_quoted(edge.target)}"'
        about = f'id="{edge.id}" {ends} label="{_quoted(edge.label)}" weight="{edge.documents}"'
        out.write(f"      <edge {about}>{_values(edge, of_edges)}</edge>\n".encode())
    out.write(b"    </edges>\n  </graph>\n</gexf>\n")


def _attributes(kind: type[Node] | type[Edge], letter: str, without: set[str]) -> list[_Attribute]:
    named = [(name, type_) for name, type_ in columns(kind) if name not in without]
    return [_Attribute(f"{letter}{number}", name, type_) for number, (name, type_) in enumerate(named)]


def _given(row: Node | Edge, attributes: Sequence[_Attribute]) -> Iterator[tuple[str, str]]:
    """Yield id and text of the attributes that have a value."""
    for each in attributes:
        value = getattr(row, each.name)
        if value is not None:
            yield each.id, str(value).lower() if each.type == "bool" else str(value)


def _data(row: Node | Edge, attributes: Sequence[_Attribute]) -> str:
    return "".join(f'<data key="{key}">{_escaped(text)}</data>' for key, text in _given(row, attributes))


def _values(row: Node | Edge, attributes: Sequence[_Attribute]) -> str:
    values = (f'<attvalue for="{key}" value="{_quoted(text)}"/>' for key, text in _given(row, attributes))
    return f"<attvalues>{''.join(values)}</attvalues>"


def _quoted(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), _SPACES)


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})
