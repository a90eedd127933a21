"""kg sources: the documents of the graph."""

from __future__ import annotations

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.tables import print_csv, print_table, to_people

__all__ = ["sources"]


def sources(store: StoreOption = DEFAULT_STORE) -> None:
    """List the documents in the graph, the latest first.

    Shows the id that `kg remove` takes, day, publisher, title and number of claims; in a pipe, as CSV
    with the URL.
    """
    from kg.labels import counted
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        found = graph.sources()
    header = ("id", "date", "publisher", "title", "claims")
    rows = [
        (
            source.id,
            source.published.isoformat() if source.published else "",
            source.publisher or "",
            source.title or "",
            str(source.claims),
        )
        for source in found
    ]
    if not to_people():
        print_csv((*header, "url"), [(*row, source.url or "") for row, source in zip(rows, found, strict=True)])
        return
    if rows:
        print_table(header, rows)
    claims = sum(source.claims for source in found)
    console(stderr=True).print(f"{counted(len(found), 'document')}, {counted(claims, 'claim')}")
