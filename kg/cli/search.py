"""kg search: entities and claims by words."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.tables import print_csv, print_table, to_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from kg.search import ClaimHit, EntityHit, Hit

__all__ = ["search"]

_DAY = ["%Y-%m-%d"]
_ENTITY = ("kind", "iri", "label", "types", "name", "claims")
_CLAIM = ("subject", "relation", "object", "polarity", "modality", "confidence", "sentence")
_HEADER = (*_ENTITY, *_CLAIM, "document", "title", "publisher", "published")


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="All must occur. '\"two words\"' is a phrase, semi* any ending."),
    ],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="So many entities and so many claims at most.")
    ] = 10,
    entity: Annotated[
        str | None, typer.Option("--entity", metavar="NAME", help="Claims about this entity alone.")
    ] = None,
    relation: Annotated[
        str | None, typer.Option("--relation", metavar="NAME", help="Claims of this relation alone.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--since", metavar="DATE", formats=_DAY, help="Claims of articles from this day on."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--until", metavar="DATE", formats=_DAY, help="Claims of articles up to this day."),
    ] = None,
    form: Annotated[
        Literal["table", "jsonl", "csv"] | None,
        typer.Option("--format", "-f", help="By default for people on a terminal, jsonl in a pipe."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Search the names of entities and the sentences of claims.

    The best come first, entities before claims; with a filter, claims alone. Case, accents and, in sentences, the
    endings of English words do not matter. A claim is also found by what it states: "Huawei depends" finds what "it"
    depends on. The index is kept beside the graph and brought in step with it before each search.
    """
    from kg.query import find_entity, find_relation
    from kg.search import search as find
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        hits = find(
            graph,
            " ".join(words),
            limit=limit,
            entity=find_entity(graph, entity) if entity else None,
            relation=find_relation(relation, graph.base) if relation else None,
            since=since.date() if since else None,
            until=until.date() if until else None,
        )
    form = form or ("table" if to_people() else "jsonl")
    if form == "table":
        _show(hits)
    elif form == "csv":
        print_csv(_HEADER, [_row(hit) for hit in hits])
    else:
        for hit in hits:
            typer.echo(json.dumps(hit.as_json(), ensure_ascii=False))


def _show(hits: Sequence[Hit]) -> None:
    from kg.search import ClaimHit, EntityHit

    entities = [hit for hit in hits if isinstance(hit, EntityHit)]
    claims = [hit for hit in hits if isinstance(hit, ClaimHit)]
    if entities:
        header = ("entity", "type", "claims", "found by")
        print_table(header, [_entity(hit) for hit in entities])
    if entities and claims:
        console().print()
    for _, group in groupby(claims, key=lambda hit: (hit.document, hit.sentence)):
        _show_claims(list(group))
    if not hits:
        console(stderr=True).print("Nothing found.")


def _entity(hit: EntityHit) -> tuple[str, str, str, str]:
    return (hit.label, ", ".join(hit.types), str(hit.claims), "" if hit.name == hit.label else hit.name)


def _show_claims(hits: Sequence[ClaimHit]) -> None:
    """Print what one sentence states, and below it the sentence."""
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for hit in hits:
        how = ", ".join(word for word in (hit.polarity, hit.modality) if word not in {"affirmed", "actual"})
        out.print(Text(_statement(hit), style="bold").append(f" ({how})" if how else "", style="not bold"))
    source = ", ".join(part for part in (hit.publisher, hit.title or hit.document_id) if part)
    day = f", {hit.published}" if hit.published else ""
    note = Text.assemble("“", _marked(hit.sentence, hit.marks), f"” ({source}{day})")
    out.print(Padding(note, (0, 0, 0, 4), expand=False))


def _marked(sentence: str, marks: Sequence[tuple[int, int]]) -> Text:
    """Return the sentence on one line, with what was found in colour."""
    from rich.text import Text

    text = Text("".join(" " if letter.isspace() else letter for letter in sentence), style="italic")
    for start, end in marks:
        text.stylize("bold yellow", start, end)
    return text


def _statement(hit: ClaimHit) -> str:
    return f"{hit.subject_label} {hit.relation_label} {hit.object_label}"


def _row(hit: Hit) -> list[object]:
    from kg.search import EntityHit

    given = hit.as_json()
    if isinstance(hit, EntityHit):
        given["types"] = " ".join(hit.types)
    else:
        given |= {"label": _statement(hit), "document": hit.document_id}
    return [given.get(name) for name in _HEADER]
