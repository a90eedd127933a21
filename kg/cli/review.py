"""kg review: proposals of what may be one entity, to accept or to reject."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.common import DEFAULT_STORE, StoreOption, console
from kg.cli.judging import ByOption, author, contradictions, identify, obstacles, shown
from kg.cli.tables import print_csv, print_table, to_people

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.link import Proposal, Resolver
    from kg.store import Store
    from kg.store.judgements import Judgement, Verdict

__all__ = ["review"]

_KEYS = "[y] one  [n] two  [u] cannot tell  [s] skip  [q] leave"
_ANSWERS: dict[str, Verdict] = {"y": "positive", "n": "negative", "u": "unsure"}
_COLUMNS = ("left", "right", "score", "reason", "leftLabel", "rightLabel", "verdict")
"""Of what `--list` writes, and `--file` reads once the last one is filled in."""


def review(
    list_: Annotated[bool, typer.Option("--list", help="Print the proposals. The default in a pipe.")] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file",
            metavar="FILE",
            help="Apply the judgements in a .csv or .jsonl file: left, right, verdict.",
            show_default=False,
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last judgement back.")] = False,
    top: Annotated[int | None, typer.Option("--top", min=1, metavar="N", help="So many, the best.")] = None,
    form: Annotated[
        Literal["table", "csv"] | None,
        typer.Option("--format", "-f", help="By default a table on a terminal, CSV in a pipe.", show_default=False),
    ] = None,
    by: ByOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="With --file: though classes or claims speak against.")
    ] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Judge which names are one entity.

    Shows pairs of names that may be one, the best first, with sentences that name them, and asks. Nothing is merged
    unless somebody says so, here, with `kg merge` or in a file; every judgement is kept with who made it and when,
    and can be taken back.
    """
    if sum((list_, file is not None, undo)) > 1:
        raise typer.BadParameter("give one of --list, --file and --undo")
    who = author(by)
    if undo:
        _undo(store)
    elif file is not None:
        _apply(store, file, who, force=force)
    elif list_ or form or not (to_people() and _answers()):
        _list(store, top, form or ("table" if to_people() else "csv"))
    else:
        _ask(store, top, who)


def _answers() -> bool:
    """Return whether a person can answer."""
    return sys.stdin.isatty()


def _proposals(graph: Store, resolver: Resolver, top: int | None) -> list[Proposal]:
    from kg.link import pending, propose

    found = [*propose(graph, resolver), *pending(graph, resolver)]
    return sorted(found, key=lambda each: (-each.score, each.pair))[:top]


def _list(store: str, top: int | None, form: str) -> None:
    from kg.labels import counted
    from kg.link import Resolver
    from kg.store import open_store

    with open_store(store, create=False, read_only=True) as graph:
        found = _proposals(graph, Resolver(graph), top)
    rows = [(e.left, e.right, f"{e.score:.3f}", e.reason, e.left_label, e.right_label, "") for e in found]
    if form == "csv":
        print_csv(_COLUMNS, rows)
        return
    if rows:
        print_table(("score", "name", "name", "reason"), [(row[2], row[4], row[5], row[3]) for row in rows])
    console(stderr=True).print(counted(len(rows), "proposal") if rows else "Nothing to judge.")


def _ask(store: str, top: int | None, who: str) -> None:
    from kg.labels import counted
    from kg.link import Resolver
    from kg.store import open_store

    with open_store(store, create=False) as graph:
        resolver = Resolver(graph)
        found = _proposals(graph, resolver, top)
        judged = 0
        try:
            for number, proposal in enumerate(found, start=1):
                if resolver.obstacle(*proposal.pair) or proposal.right in resolver.groups.of(proposal.left):
                    continue  # settled by an answer to another one
                answer = _answer(proposal, f"{number} of {len(found)}")
                if answer == "q":
                    break
                if answer in _ANSWERS:
                    judged += resolver.judge(
                        proposal.left,
                        proposal.right,
                        _ANSWERS[answer],
                        by=who,
                        score=proposal.score,
                        note=proposal.reason,
                        names=proposal.names,
                    )
        finally:
            changed = resolver.apply()
        contradictions(graph, resolver)
        said = f"{counted(judged, 'judgement')}: {counted(changed, 'document')} changed"
        console().print(said if found else "Nothing to judge.")


def _answer(proposal: Proposal, place: str) -> str:
    from rich.text import Text

    out = console()
    out.print()
    out.print(Text(f"{proposal.left_label} = {proposal.right_label}?", style="bold"), Text(f"({place})", style="dim"))
    out.print(f"{proposal.reason}, score {proposal.score:.2f}")
    for label, iri, contexts in (
        (proposal.left_label, proposal.left, proposal.left_contexts),
        (proposal.right_label, proposal.right, proposal.right_contexts),
    ):
        out.print(Text(f"  {label}  ", style="bold") + Text(iri, style="dim"), soft_wrap=True)
        for context in contexts:
            out.print(f"    “{' '.join(context.sentence.split())}” ({context.document})")
    while True:
        answer: str = typer.prompt(_KEYS, default="s", show_default=False).strip().lower()[:1]
        if answer in {*_ANSWERS, "s", "q"}:
            return answer


def _undo(store: str) -> None:
    from kg.errors import KgError
    from kg.labels import counted
    from kg.link import Resolver
    from kg.store import open_store

    with open_store(store, create=False) as graph:
        resolver = Resolver(graph)
        taken = resolver.undo()
        if taken is None:
            raise KgError(f"{store}: holds no judgement to take back")
        changed = resolver.apply()
        console().print(
            f"taken back: {shown(graph, taken.left)} and {shown(graph, taken.right)}, {taken.verdict} by {taken.by} "
            f"on {taken.at.date().isoformat()}: {counted(changed, 'document')} changed",
            soft_wrap=True,
        )


def _apply(store: str, file: Path, who: str, *, force: bool) -> None:
    from dataclasses import replace

    from kg.errors import KgError
    from kg.labels import counted
    from kg.link import Resolver, pending, read_judgements
    from kg.store import open_store

    skips = 0

    def skipped(error: KgError) -> None:
        nonlocal skips
        skips += 1
        typer.echo(f"skipped: {error}", err=True)

    with open_store(store, create=False) as graph:
        resolver = Resolver(graph)
        names = {each.pair: each.names for each in pending(graph, resolver)}
        given: list[Judgement] = []
        for number, read in read_judgements(file, by=who, now=datetime.now(UTC), skipped=skipped):
            try:
                ends = (identify(graph, read.left), identify(graph, read.right))
                if ends[0] == ends[1]:
                    raise KgError(f"{shown(graph, ends[0])}: left and right are both this one")
                if read.verdict == "positive" and not force and (against := obstacles(graph, resolver, *ends)):
                    two = " and ".join(shown(graph, iri) for iri in ends)
                    raise KgError(f"{two} can hardly be one: {'; '.join(against)}: use --force if they are")
            except KgError as error:
                skipped(KgError(f"{file}:{number}: {error}"))
                continue
            pair = (min(ends), max(ends))
            given.append(replace(read, left=ends[0], right=ends[1], names=read.names or names.get(pair, ())))
        new = resolver.record(given)
        changed = resolver.apply()
        contradictions(graph, resolver)
        console().print(
            f"{counted(len(given), 'judgement')}, {new} new, {skips} skipped: {counted(changed, 'document')} changed"
        )
    if skips:
        raise typer.Exit(1)
