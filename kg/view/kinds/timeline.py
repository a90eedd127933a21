"""What was reported when: the graph with its months, to be played through."""

from __future__ import annotations

from kg.errors import QueryError
from kg.view.material import Material
from kg.view.payload import Payload, build_payload, framing

__all__ = ["timeline"]


def timeline(material: Material, *, max_nodes: int = 150) -> Payload:
    """Return the dated statements; time is the day of publication.

    Raises QueryError if no article has a date.
    """
    dated = [pair for pair in material.statements if pair[1].published]
    if not dated:
        raise QueryError("no article here has a date of publication: give one in its metadata, and build again")
    payload = build_payload(dated, shown=max_nodes, aliases=material.aliases)
    left = len(material.statements) - len(dated)
    notices = [payload["framing"]["notice"], f"Statements without a date are left out: {left:,}." if left else None]
    notice = " ".join(filter(None, notices)) or None
    bounded = payload["framing"]["bounded"]
    payload["framing"] = framing("timeline", "Month by month", notice=notice, bounded=bounded)
    return payload
