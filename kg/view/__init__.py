"""The graph to look at: self-contained pages, from claims to HTML, one view a question."""

from __future__ import annotations

from kg.view.material import Communities, Material, Paths, Statement, Triad, Triads
from kg.view.page import render
from kg.view.payload import Payload, build_payload
from kg.view.registry import VIEWS, Parameter, View

__all__ = [
    "VIEWS",
    "Communities",
    "Material",
    "Parameter",
    "Paths",
    "Payload",
    "Statement",
    "Triad",
    "Triads",
    "View",
    "build_payload",
    "render",
]
