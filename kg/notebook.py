"""Claims, results and pages as Jupyter and VS Code show them: objects with `_repr_html_`, whose text cannot act.

Nothing here needs IPython: a notebook asks the last value of a cell for its `_repr_html_` or `_repr_png_` by itself.
Colours are translucent, so that they suit a dark page as well as a light one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from kg.model import Claim, Document

if TYPE_CHECKING:
    from kg.analyse import Chart, Finding
    from kg.query import Result

__all__ = [
    "Article",
    "Drawing",
    "Frame",
    "Table",
    "article",
    "claims",
    "drawing",
    "finding",
    "frame",
    "result",
    "table",
]

_CELL = "text-align: left; vertical-align: top"
_QUIET = "opacity: .7; max-width: 60em"
_YELLOW, _BLUE = "rgba(230, 159, 0, .35)", "rgba(86, 180, 233, .4)"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a header, and words above and below them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Cells. They are escaped when they are shown, but for what is `markupsafe.Markup`."""
    heading: str = ""
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        """Return the table as HTML, without columns that have no value in any row."""
        used = [place for place in range(len(self.header)) if not self.rows or any(row[place] for row in self.rows)]
        cell = Markup('<{tag} style="{style}">{text}</{tag}>')

        def line(tag: str, cells: Sequence[str]) -> Markup:
            style = _CELL
            return Markup("").join(cell.format(tag=tag, style=style, text=cells[place]) for place in used)

        rows = Markup("").join(Markup("<tr>{}</tr>").format(line("td", row)) for row in self.rows)
        heading = Markup("<p><strong>{}</strong></p>").format(self.heading) if self.heading else ""
        notes = Markup("").join(Markup('<p style="{}">{}</p>').format(_QUIET, note) for note in self.notes)
        head = line("th", self.header)
        return str(
            Markup("<div>{}<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}</div>").format(
                heading, head, rows, notes
            )
        )


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a document with the sentences that state claims marked."""

    document: Document
    claims: tuple[Claim, ...]

    def _repr_html_(self) -> str:
        """Return the text as HTML; the hint of a marked sentence says which claims it states."""
        text = self.document.text
        said: dict[tuple[int, int], list[str]] = {}
        for claim in self.claims:
            said.setdefault((claim.evidence.start, claim.evidence.end), []).append(_words(claim))
        marks = [(start, end, _YELLOW, "\n".join(hints)) for (start, end), hints in sorted(said.items())]
        style = "white-space: pre-wrap; max-width: 46em"
        return str(Markup('<div style="{}">{}</div>').format(style, _marked(text, marks)))


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in a frame of its own, whose scripts can draw but cannot reach the notebook."""

    page: str
    """A whole HTML document, such as `kg.view.render` or `kg.report.render` returns."""
    height: int = 640
    """Pixels."""

    def _repr_html_(self) -> str:
        """Return the frame. Without `allow-same-origin`, the page has no origin, no storage and no way out."""
        style = f"width: 100%; height: {self.height}px; border: 1px solid #ccc"
        frame = Markup('<div><iframe sandbox="allow-scripts" style="{}" srcdoc="{}"></iframe></div>')
        return str(frame.format(style, str(self.page)))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of a result."""

    chart: Chart
    note: str = ""

    def _repr_png_(self) -> bytes:
        """Return the drawing as PNG. Raises ConfigError without matplotlib, which the extra `plot` installs."""
        from kg.analyse.plot import draw

        buffer = io.BytesIO()
        draw(self.chart, note=self.note).savefig(buffer, format="png", dpi=110)
        return buffer.getvalue()


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return rows of anything as a table; None is an empty cell.

    >>> "<td" in table(["who"], [["China"]])._repr_html_()
    True
    """
    return Table(tuple(header), tuple(tuple(map(_cell, row)) for row in rows))


def claims(found: Iterable[Claim | tuple[Claim, Document]]) -> Table:
    """Return claims, alone or with their documents, with their qualifiers and their sentences, arguments marked."""
    rows = []
    for each in found:
        claim, document = each if isinstance(each, tuple) else (each, None)
        time = f"{claim.time.start or '…'} to {claim.time.end or '…'}" if claim.time else ""
        rows.append(
            (
                _words(claim),
                "" if claim.polarity == "affirmed" else claim.polarity,
                "" if claim.modality == "actual" else claim.modality,
                claim.attributed_to.label if claim.attributed_to else "",
                time,
                f"{claim.confidence:.2f}",
                _sentence(claim),
                document.source or document.id if document else "",
            )
        )
    return table(("claim", "polarity", "modality", "by", "time", "confidence", "sentence", "source"), rows)


def result(found: Result) -> Table:
    """Return the answer of a query that gives a table, with labels in place of IRIs."""
    from kg.query import table as cells

    return table(*cells(found))


def finding(found: Finding, *, top: int | None = 10) -> Table:
    """Return the first `top` of an analysis, with what it found above, and its method and citation below."""
    notes = (f"{found.method}. {found.citation}.", f"Analysed: {found.projection}.")
    return Table(found.header, tuple(found.rows(top)), f"{found.title}: {found.summary()}", notes)


def drawing(found: Finding, *, top: int | None = 12) -> Drawing | None:
    """Return the drawing of an analysis; None if there is nothing to draw."""
    chart = found.chart(top)
    return Drawing(chart) if chart else None


def article(document: Document, found: Iterable[Claim]) -> Article:
    """Return the text of a document with the sentences of its claims marked."""
    return Article(document, tuple(found))


def frame(page: str, *, height: int = 640) -> Frame:
    """Return a page in a sandboxed frame, `height` pixels high."""
    return Frame(page, height)


def _cell(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _words(claim: Claim) -> str:
    return f"{claim.subject.label} {claim.predicate} {claim.object.label}"


def _sentence(claim: Claim) -> Markup:
    start, quote = claim.evidence.start, claim.evidence.quote
    marks = [
        (mention.start - start, mention.end - start, colour, role)
        for mention, colour, role in ((claim.subject, _YELLOW, "subject"), (claim.object, _BLUE, "object"))
        if quote[max(mention.start - start, 0) : max(mention.end - start, 0)] == mention.text
    ]
    return _marked(quote, sorted(marks))


def _marked(text: str, marks: Iterable[tuple[int, int, str, str]]) -> Markup:
    """Return the text with marks: start, end, colour and hint, in order; one that begins inside another is left out."""
    mark = Markup('<mark style="background: {}; color: inherit" title="{}">{}</mark>')
    parts: list[Markup] = []
    at = 0
    for start, end, colour, hint in marks:
        if at <= start < end:
            parts += [escape(text[at:start]), mark.format(colour, hint, text[start:end])]
            at = end
    return Markup("").join([*parts, escape(text[at:])])
