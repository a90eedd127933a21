"""Linking: every argument of a claim gets the IRI of the entity that it stands for."""

from __future__ import annotations

from kg.link.linker import Linker

__all__ = ["Linker"]
