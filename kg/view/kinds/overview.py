"""The best supported actors, and who belongs together."""

from __future__ import annotations

from kg.view.material import Material
from kg.view.payload import Payload, build_payload, framing

__all__ = ["overview"]

_SMALLEST = 3
"""Members of a community that is worth a name."""


def overview(material: Material, *, max_nodes: int = 150, everything: bool = False) -> Payload:
    """Return the graph of all statements, which opens with the `max_nodes` best supported entities.

    `everything` opens it with all of them.
    """
    payload = build_payload(material.statements, shown=max_nodes, aliases=material.aliases)
    communities: list[list[str]] = []
    if material.communities:
        held = {node["id"] for node in payload["nodes"]}
        found = material.communities(material.statements).members
        communities = [[iri for iri in members if iri in held] for members in found]
    payload["framing"] = framing(
        notice=payload["framing"]["notice"],
        bounded=payload["framing"]["bounded"],
        everything=everything,
        communities=[members for members in communities if len(members) >= _SMALLEST],
    )
    return payload
