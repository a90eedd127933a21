"""One HTML file that holds a graph page: nothing is asked of any server, and no text of an article can act.

pyvis carries nodes, edges and options; the page around them is our own template. The scripts are pinned by their
hashes in a Content-Security-Policy (W3C, "Content Security Policy Level 3"), and what articles say goes in as JSON
without a character that means something in HTML.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from kg.config import settings
from kg.errors import KgError
from kg.view.payload import LABEL_LENGTH, Payload
from kg.view.style import style
from kg.vocab import class_ancestors, relations

__all__ = ["render"]

_PARTS = (
    "data.js",
    "fold.js",
    "state.js",
    "shapes.js",
    "draw.js",
    "labels.js",
    "camera.js",
    "panel.js",
    "guide.js",
    "filters.js",
    "time.js",
    "search.js",
    "table.js",
    "sparql.js",
    "save.js",
    "main.js",
)
"""The page's own script, in the order in which its parts run."""

_OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"chosen": False, "smooth": False, "selectionWidth": 0, "hoverWidth": 0},
    "interaction": {"hover": True, "selectConnectedEdges": False, "multiselect": False, "zoomSpeed": 0.7},
}


def render(payload: Payload, *, title: str | None = None, everything: bool = False) -> str:
    """Return the page as text, to be written as UTF-8.

    `title` stands in place of the view's own; `everything` opens it with all entities in place of the best supported.
    Raises KgError if the installed pyvis ships no vis-network.
    """
    from pyvis.network import Network

    library, script, sheet = _library(), _script(), _text("page.css")
    documents, nodes, edges = _compact(payload)
    frame = payload["framing"]
    context = {
        "base": settings().base_iri,
        "labelLength": LABEL_LENGTH,
        "summary": payload["summary"],
        "view": {**frame, "everything": everything or frame["everything"]},
    }
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes, network.edges, network.options = nodes, edges, dict(_OPTIONS)
    network.template = _template(
        title=title or frame["title"],
        policy=_policy([library, script], sheet),
        library=Markup(library),
        script=Markup(script),
        sheet=Markup(sheet),
        context={**context, "documents": documents, **_legend(payload)},
    )
    return str(network.generate_html(notebook=True))


def _template(**values: Any) -> Template:
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    environment.filters["script_json"] = _script_json
    environment.filters["embedded"] = _embedded
    return environment.from_string(_text("page.html"), globals=values)


def _script_json(value: Any) -> Markup:
    return _embedded(json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")))


def _embedded(text: str) -> Markup:
    """Return JSON text so that it can stand inside a script element: "<", ">" and "&" occur in its strings alone."""
    return Markup(text.translate({ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}))


def _policy(scripts: list[str], sheet: str) -> str:
    """Return the Content-Security-Policy: these scripts and this style sheet, and nothing else from anywhere."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(sheet)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _text(name: str) -> str:
    """Return a file of templates/ with the line ends that an HTML parser leaves, on which the hashes depend."""
    return (files("kg.view") / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _script() -> str:
    return "(() => {\n'use strict';\n" + "\n".join(_text(name) for name in _PARTS) + "\n})();\n"


def _library() -> str:
    """Return the newest vis-network that the installed pyvis ships."""
    versions = sorted(
        (folder for folder in (files("pyvis") / "lib").iterdir() if re.fullmatch(r"vis-[\d.]+", folder.name)),
        key=lambda folder: [int(part) for part in folder.name.removeprefix("vis-").split(".")],
    )
    for folder in reversed(versions):
        script = folder / "vis-network.min.js"
        if script.is_file():
            return script.read_text(encoding="utf-8").replace("\r\n", "\n")
    raise KgError("the installed pyvis ships no lib/vis-*/vis-network.min.js: install pyvis 0.3.2")


def _compact(payload: Payload) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return documents, nodes and edges that name each other by number, so that nothing is written twice."""
    number = {node["id"]: at for at, node in enumerate(payload["nodes"])}
    nodes = [{**node, "id": at, "iri": node["id"]} for at, node in enumerate(payload["nodes"])]
    documents: dict[str, dict[str, Any]] = {}
    place: dict[str, int] = {}
    edges = []
    for at, edge in enumerate(payload["edges"]):
        evidence = []
        for item in edge["evidence"]:
            name = item["document"]
            if name not in documents:
                place[name] = len(documents)
                documents[name] = {key: item[key] for key in ("title", "source", "date", "url")}
            evidence.append(
                {
                    "quote": item["quote"],
                    "marks": [item["subject"], item["object"]],
                    "document": place[name],
                    "confidence": item["confidence"],
                    "by": item["attributed_to"],
                    "time": item["time"],
                }
            )
        edges.append(
            {
                "id": at,
                "key": edge["id"],
                "from": number[edge["subject"]],
                "to": number[edge["object"]],
                "relation": edge["relation"],
                "polarity": edge["polarity"],
                "modality": edge["modality"],
                "change": edge.get("change"),
                "evidence": evidence,
            }
        )
    return list(documents.values()), nodes, edges


def _legend(payload: Payload) -> dict[str, Any]:
    """Return how the classes and relations of this graph are called and drawn."""
    look, ancestors, known = style(), class_ancestors(), relations()
    classes = sorted({node["type"] for node in payload["nodes"]})
    names = sorted({edge["relation"] for edge in payload["edges"]})
    described = {}
    for name in names:
        relation = known.get(name)
        described[name] = {
            "label": relation.label if relation else _words(name),
            "definition": relation.definition if relation else "",
            "sign": relation.sign if relation else "neutral",
            "symmetric": bool(relation and relation.symmetric),
            "background": name in look.background,
        }
    return {
        "classes": {name: {"label": _words(name), **look.of_class(name, ancestors)} for name in classes},
        "relations": described,
        "signs": look.signs,
        "hedged": look.hedged,
        "backgroundLabel": look.background_label,
        "changes": look.changes,
    }


def _words(name: str) -> str:
    """Return a local name as words.

    >>> _words("GovernmentBody"), _words("AIModel"), _words("Country")
    ('Government body', 'AI model', 'Country')
    """
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[^A-Z]+|[A-Z]+", name)
    return " ".join([*parts[:1], *(part if part.isupper() else part.lower() for part in parts[1:])])
