"""The graph to look at: one self-contained page, from claims to HTML."""

from __future__ import annotations

from kg.view.page import render
from kg.view.payload import Payload, build_payload

__all__ = ["Payload", "build_payload", "render"]
