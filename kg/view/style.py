"""How the pages draw classes and relations, read from `ontology/view.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.resources import load_yaml, ontology_dir

__all__ = ["SHAPES", "Style", "read", "style"]

SHAPES = frozenset(
    [
        "circle",
        "ring",
        "square",
        "diamond",
        "triangle",
        "triangleDown",
        "pentagon",
        "hexagon",
        "star",
        "plus",
        "pill",
        "pin",
    ]
)
"""The shapes that the page can draw."""

_CHANGES = ("flipped", "new", "gone", "kept")
_SIGNS = ("rivalry", "cooperation", "neutral")


@dataclass(frozen=True, slots=True)
class Style:
    """Colours as (light page, dark page) pairs of "#rrggbb"; dashes as lengths in pixels, empty for a solid line."""

    classes: Mapping[str, Mapping[str, Any]]
    """Class to {"colour", "shape"}."""
    fallback: Mapping[str, Any]
    signs: Mapping[str, Mapping[str, Any]]
    """"rivalry", "cooperation" and "neutral" to {"label", "colour", "dash"}."""
    hedged: Mapping[str, Any]
    """{"dash"} of what is not reported as a fact."""
    background: frozenset[str]
    """Relations that are drawn thin."""
    background_label: str
    changes: Mapping[str, Mapping[str, Any]]
    """"new", "gone", "flipped" and "kept" to {"label", "colour", "dash"}."""

    def of_class(self, name: str, ancestors: Mapping[str, Iterable[str]]) -> Mapping[str, Any]:
        """Return colour and shape of a class: its own, or those of the nearest superclass that has some.

        `ancestors` maps each class to itself and all its superclasses, as `kg.vocab.class_ancestors` returns them.
        """
        listed = [above for above in ancestors.get(name, (name,)) if above in self.classes]
        nearest = max(listed, key=lambda above: (len(list(ancestors.get(above, ()))), above), default=None)
        return self.classes[nearest] if nearest else self.fallback


@cache
def style() -> Style:
    """Return the style of `ontology/view.yaml`. Raises OntologyError if the file is wrong."""
    return read(ontology_dir() / "view.yaml")


def read(path: Path) -> Style:
    """Return the style that a YAML file describes. Raises OntologyError that names the file and the entry."""
    data = load_yaml(path)
    try:
        palette = {name: [str(light), str(dark)] for name, (light, dark) in data["palette"].items()}

        def drawn(name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
            if entry["colour"] not in palette:
                raise OntologyError(f"{path}: {name}: colour {entry['colour']!r} is not in the palette: add it there")
            if "shape" in entry and entry["shape"] not in SHAPES:
                raise OntologyError(
                    f"{path}: {name}: no shape {entry['shape']!r}: take one of {', '.join(sorted(SHAPES))}"
                )
            return {**entry, "colour": palette[entry["colour"]]}

        return Style(
            classes={name: drawn(name, entry) for name, entry in data["classes"].items()},
            fallback=drawn("fallback", data["fallback"]),
            signs={name: drawn(name, data["signs"][name]) for name in _SIGNS},
            hedged=data["hedged"],
            background=frozenset(data["background"]["relations"]),
            background_label=str(data["background"]["label"]),
            changes={name: drawn(name, data["changes"][name]) for name in _CHANGES},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise OntologyError(f"{path}: an entry is missing or malformed: {error!r}") from error
