"""What a model is told and held to: instructions and answer schema, both made of the ontology's definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from kg import vocab
from kg.ids import content_hash

__all__ = ["answer_schema", "delimited", "instructions"]


def instructions() -> str:
    """Return what the model is told before it sees any text; the same for all texts, so that servers can cache it."""
    source = (files("kg.extract.llm") / "templates" / "instructions.txt.jinja").read_text(encoding="utf-8")
    # Plain text for a model, not HTML: nothing is to be escaped.
    return Environment(undefined=StrictUndefined).from_string(source).render(_ontology())


def delimited(text: str) -> str:
    """Return a text between delimiters that mark it as data.

    They hold a hash of the text: nobody can write a text that closes its own, and the same text always makes the
    same request.
    """
    boundary = content_hash(text)
    return f"<article-{boundary}>\n{text}\n</article-{boundary}>"


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, in the subset that strict structured output takes.

    There every property is required and no other allowed; what may be absent is null.
    """
    argument = _object({"mention": {"type": "string"}, "class": _one_of(_classes())})
    claim = _object(
        {
            "evidence": {"type": "string"},
            "subject": argument,
            "relation": _one_of(vocab.relations()),
            "object": argument,
            "polarity": _one_of(vocab.individuals("Polarity")),
            "modality": _one_of(vocab.individuals("Modality")),
            "attributed_to": {"anyOf": [argument, {"type": "null"}]},
            "time": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        }
    )
    return _object({"claims": {"type": "array", "items": claim}})


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _one_of(names: Sequence[str] | Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "string", "enum": list(names)}


def _classes() -> list[str]:
    """Return the classes that an argument may be of: all kinds of entity."""
    return [name for name, ancestors in vocab.class_ancestors().items() if "Entity" in ancestors and name != "Entity"]


def _ontology() -> dict[str, Any]:
    """Return what the template is filled with."""
    relations = vocab.relations()
    classes = _classes()
    ancestors = vocab.class_ancestors()
    polarities, modalities = vocab.individuals("Polarity"), vocab.individuals("Modality")
    return {
        "relations": list(relations.values()),
        "classes": [(name, [c for c in classes if name in ancestors[c] and c != name]) for name in classes],
        "polarities": polarities,
        "modalities": modalities,
        "terms": {name: vocab.term(name) for name in (*relations, *classes, *polarities, *modalities)},
        "with_note": _with_note,
    }


def _with_note(term: vocab.Term) -> str:
    """Return what follows a definition: where the term ends, and a sentence that it fits."""
    return (f" {term.note}" if term.note else "") + (f' Example: "{term.example}"' if term.example else "")
