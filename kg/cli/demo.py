"""kg demo: a graph out of the articles that come with the package, three answers, and a page."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.build import print_summary
from kg.cli.common import DEFAULT_MODEL, ModelOption, console
from kg.cli.progress import reporting
from kg.cli.view import write_page

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["demo"]

# Not the option of the other commands: a graph of one's own, named by KG_STORE, stays free of demo articles.
DemoStoreOption = Annotated[Path, typer.Option("--store", metavar="DIR", help="Directory of the demo's graph.")]


@dataclass(frozen=True, slots=True)
class Question:
    """A saved query with values for its parameters, and how to say a row of its answer."""

    words: str
    query: str
    row: str
    """What a row states, with the columns that `kg query` shows in braces."""
    differ: str
    """The column in which the few rows that are shown differ."""
    parameters: Mapping[str, str] = field(default_factory=dict)

    def command(self, store: str) -> str:
        """Return the command that asks it."""
        given = [part for name, value in self.parameters.items() for part in ("-p", f"{name}={value}")]
        return shlex.join(["kg", "query", self.query, *given, "--store", store])

    def statement(self, answer: Mapping[str, str]) -> str:
        """Return what a row of the answer states; whom the sentence leaves unnamed is somebody."""
        return self.row.format_map({name: value or "somebody" for name, value in answer.items()})


QUESTIONS = (
    Question("Who competes with whom?", "competitors", "{subject} competes with {object}", "object"),
    Question(
        "What does the United States restrict?",
        "restrictions",
        "{actor} {relation} {target} ({modality})",
        "relation",
        {"actor": "United States"},
    ),
    Question(
        "What is alleged, and by whom?",
        "alleged",
        "{speaker}: {subject} {relation} {object}",
        "speaker",
        {"kind": "alleged"},
    ),
)

_ROWS = 3


def demo(store: DemoStoreOption = Path("kg-demo"), model: ModelOption = DEFAULT_MODEL) -> None:
    """Build a graph of sample articles and ask it.

    The articles come with this program. Prints what was read and the answers to three questions with the
    sentences that give them, draws the graph as a page, and says what to try next.
    """
    from kg import ingest, pipeline
    from kg.demo import demo_articles
    from kg.store import open_store

    articles = [str(path) for path in demo_articles()]
    with open_store(store) as graph:
        with reporting(articles) as report:
            documents = ingest.read(articles, skipped=report.skipped)
            summary = pipeline.build(graph, documents, model=model, progress=report.done)
        print_summary(summary, report, str(store))
        for question in QUESTIONS:
            _answer(graph, question)
    # Inside the graph's directory: the demo leaves one thing behind, and removing it removes all.
    page = write_page(str(store), store / "graph.html")
    _next_steps(store, page)


def _answer(graph: Store, question: Question) -> None:
    """Ask, and print the latest few statements with the sentence that says each and where it stands."""
    from rich.padding import Padding
    from rich.text import Text

    from kg.query import run_saved, table

    header, rows = table(run_saved(graph, question.query, **question.parameters))
    answers = [dict(zip(header, row, strict=True)) for row in rows]
    out = console()
    out.print()
    out.print(question.words, style="bold")
    out.print(question.command(graph.name), style="dim")
    for answer in _few(answers, question.differ):
        place = ", ".join(answer[name] for name in ("publisher", "date") if answer.get(name))
        quote = Text(f"“{' '.join(answer['sentence'].split())}” ", style="italic").append(
            f"({place})", style="not italic"
        )
        out.print(Padding(question.statement(answer), (0, 0, 0, 2), expand=False))
        out.print(Padding(quote, (0, 0, 0, 4), expand=False))
    out.print(f"  {len(rows)} in all" if rows else "  Nothing found.")


def _few(answers: list[dict[str, str]], differ: str) -> list[dict[str, str]]:
    """Return the latest answers, each with another sentence and another value of the column `differ`."""
    chosen: list[dict[str, str]] = []
    for answer in sorted(answers, key=lambda answer: answer["date"], reverse=True):
        if all(answer[name] != other[name] for other in chosen for name in (differ, "sentence")):
            chosen.append(answer)
    return chosen[:_ROWS]


def _next_steps(store: Path, page: str) -> None:
    out = console()
    out.print()
    out.print("The whole graph as a page, to open in a browser:", style="bold")
    out.print(f"  {page}", soft_wrap=True)
    out.print()
    out.print("Try next", style="bold")
    for command, what in (
        ("kg query --list", "what else can be asked"),
        (f"kg query timeline -p entity=Huawei --store {store}", "one actor over time"),
        (f"kg entity Nvidia --store {store}", "what is known of one actor"),
        ("kg extract article.txt", "the claims of an article of yours"),
        ("kg build folder-of-articles", "a graph of your own, in kg-store"),
    ):
        out.print(f"  {command:<54}  # {what}", soft_wrap=True)
