"""A briefing as one HTML page: no script at all, no request to anywhere, and no text of an article that could act.

The policy in its head forbids everything but its own style sheet (W3C, "Content Security Policy Level 3"); templates
escape whatever they are given; links lead only to addresses of the web.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.analyse import Cited, Contested, Emerging, Escalation, Finding, Influence
from kg.labels import counted
from kg.model import Claim, Document, Mention
from kg.report.briefing import Briefing, Subject
from kg.report.drawing import network, timeline
from kg.report.statements import Statement, hedge

__all__ = ["render"]

_QUOTES = 3
"""Sentences of each statement that a briefing shows."""
_ROWS = 10
_SENTENCE = 420
"""Characters of a sentence that a briefing shows; official lists run on for pages."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What HTML may not have, or UTF-8 cannot write."""


@dataclass(frozen=True, slots=True)
class _Quote:
    parts: tuple[tuple[str, str], ...]
    """Text and what it names: "subject", "object" or ""."""
    source: int
    """Number of the article in the list of sources."""
    publisher: str
    day: str
    hedge: str
    """How it is meant, if not as a fact."""
    by: str
    """Who says it, according to the article."""
    confidence: str


@dataclass(frozen=True, slots=True)
class _Saying:
    statement: Statement
    facts: tuple[_Quote, ...]
    others: tuple[_Quote, ...]


def render(briefing: Briefing, subject: Subject, *, command: str = "") -> str:
    """Return the page, to be written as UTF-8. `command` is the line that makes it again."""
    sheet = _text("report.css")
    sources = {document.id: number for number, document in enumerate(briefing.documents, start=1)}
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(counted=counted, web=_web)
    page = environment.from_string(_text("report.html")).render(
        policy=f"default-src 'none'; style-src {_hash(sheet)}; base-uri 'none'; form-action 'none'",
        sheet=Markup(sheet),
        briefing=briefing,
        kind=_kind(briefing),
        figures=_figures(briefing),
        lead=_lead(briefing),
        timeline=timeline(briefing.statements),
        network=network(briefing, subject.entities),
        neighbours=briefing.neighbours[:_ROWS],
        supported=_sayings(briefing.supported, sources),
        contested=_sayings(briefing.contested, sources),
        unproven=_sayings(briefing.unproven, sources),
        findings=[_table(finding, briefing.labels) for finding in briefing.findings],
        sources=[(sources[document.id], document) for document in briefing.documents],
        command=command,
    )
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", page)


def _kind(briefing: Briefing) -> str:
    if not briefing.labels:
        return "Briefing on a period" if briefing.scope.period else "Briefing on everything that was read"
    if len(briefing.labels) == 2:
        return "Briefing on two actors"
    country = f", {briefing.countries[0]}" if briefing.countries[0] not in {"", briefing.labels[0]} else ""
    return f"Briefing on an actor: {briefing.types[0]}{country}"


def _figures(briefing: Briefing) -> list[tuple[str, str, str]]:
    """Return the key figures: number, what it counts, and what more there is to say of it."""
    documents = briefing.documents
    signs = [(statement.sign, cited) for statement in briefing.statements for cited in statement.facts]
    rivalry, cooperation = (
        len({cited.document.id for found, cited in signs if found == sign}) for sign in ("rivalry", "cooperation")
    )
    publishers = {document.source for document in documents if document.source}
    hedged = len(briefing.claims) - len(briefing.facts)
    days = sorted(document.published for document in documents if document.published)
    return [
        (
            f"{len(documents):,}",
            "article" if len(documents) == 1 else "articles",
            f"of {counted(len(publishers), 'publisher')}",
        ),
        (f"{len(briefing.facts):,}", "facts reported", f"and {hedged:,} denials, plans, allegations and the like"),
        (f"{rivalry:,}", "on rivalry", "articles that report it as a fact"),
        (f"{cooperation:,}", "on cooperation", "articles that report it as a fact"),
        (
            f"{days[-1]:%b %Y}" if days else "–",
            "latest article",
            f"the first is of {days[0]:%b %Y}" if days else "none has a date",
        ),
    ]


def _lead(briefing: Briefing) -> list[str]:
    """Return the opening sentences."""
    said = []
    if briefing.neighbours:
        names = [f"{n.label} ({n.documents:,})" for n in briefing.neighbours[:5]]
        names[0] = f"{briefing.neighbours[0].label} ({counted(briefing.neighbours[0].documents, 'article')})"
        said.append(f"Most reported are its relations with {_list(names)}.")
        rivals = [n.label for n in briefing.neighbours if n.rivalry > n.cooperation][:4]
        partners = [n.label for n in briefing.neighbours if n.cooperation > n.rivalry][:4]
        said += [f"Rivalry prevails with {_list(rivals)}."] if rivals else []
        said += [f"Cooperation prevails with {_list(partners)}."] if partners else []
    for finding in briefing.findings:
        if isinstance(finding, Influence):
            said.append(f"Most prominent: {_list([entity.label for entity in finding.entities[:5]])}.")
        elif isinstance(finding, Contested):
            said.append(f"Most contested: {_list([contest.label for contest in finding.technologies[:4]])}.")
        elif isinstance(finding, (Escalation, Emerging)):
            said.append(finding.summary())
    if briefing.supported:
        first = briefing.supported[0]
        number = f"{counted(first.publishers, 'publisher')} in {counted(first.documents, 'article')}"
        sentence = f"{first.subject_label} {first.relation_label} {first.object_label}"
        said.append(f"Best supported: {sentence} ({number}).")
    return said


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _sayings(statements: Iterable[Statement], sources: dict[str, int]) -> list[_Saying]:
    return [
        _Saying(
            statement,
            tuple(_quote(cited, sources) for cited in _apart(statement.facts)[:_QUOTES]),
            tuple(_quote(cited, sources) for cited in _apart(statement.others)[:_QUOTES]),
        )
        for statement in statements
    ]


def _apart(claims: Iterable[Cited]) -> list[Cited]:
    """Return the claims, one for each sentence."""
    found: dict[tuple[str, int, int], Cited] = {}
    for cited in claims:
        found.setdefault((cited.document.id, cited.claim.evidence.start, cited.claim.evidence.end), cited)
    return list(found.values())


def _quote(cited: Cited, sources: dict[str, int]) -> _Quote:
    document = cited.document
    return _Quote(
        parts=tuple(_parts(cited.claim)),
        source=sources[document.id],
        publisher=document.source or document.title or document.id,
        day=document.published.isoformat() if document.published else "undated",
        hedge=hedge(cited.claim),
        by=cited.claim.attributed_to.label if cited.claim.attributed_to else "",
        confidence=f"{cited.claim.confidence:.2f}",
    )


def _parts(claim: Claim) -> list[tuple[str, str]]:
    """Return the sentence in parts, with the words that name subject and object marked as far as they stand in it."""
    sentence = claim.evidence.quote
    marks = sorted(
        (span, role)
        for role, mention in (("subject", claim.subject), ("object", claim.object))
        if (span := _within(claim, mention))
    )
    parts: list[tuple[str, str]] = []
    at = 0
    for (start, end), role in marks:
        if start >= at:
            parts += [(sentence[at:start], ""), (sentence[start:end], role)]
            at = end
    parts.append((sentence[at:], ""))
    return _shortened([part for part in parts if part[0]])


def _shortened(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parts, cut after some hundred characters, but with all marks."""
    room = max(_SENTENCE, 0)
    shown: list[tuple[str, str]] = []
    for text, role in parts:
        if not role and len(text) > room:
            half = max(room // 2, 60)
            text = f"{text[:half]} … {text[-half:]}" if len(text) > 2 * half else text
        shown.append((text, role))
        room = max(room - len(text), 120)
    return shown


def _within(claim: Claim, mention: Mention) -> tuple[int, int] | None:
    start, end = mention.start - claim.evidence.start, mention.end - claim.evidence.start
    return (start, end) if 0 <= start < end and claim.evidence.quote[start:end] == mention.text else None


def _table(finding: Finding, about: Sequence[str]) -> dict[str, Any]:
    """Return a finding for its section: the sentences are left to the sections that quote, and so is who it is of."""
    rows = finding.rows(_ROWS)
    used = [
        place
        for place, name in enumerate(finding.header)
        if name not in {"sentence", "publisher", "title"}
        and any(row[place] for row in rows)
        and not (len(about) == 1 and all(row[place] == about[0] for row in rows))
    ]
    return {
        "title": finding.title,
        "question": finding.question,
        "summary": finding.summary(),
        "header": [finding.header[place] for place in used],
        "rows": [[row[place] for place in used] for row in rows],
        "method": finding.method,
        "citation": finding.citation,
    }


def _web(document: Document) -> str | None:
    """Return the address of an article if it is one of the web: nothing else may become a link."""
    try:
        parts = urlsplit(document.url or "")
    except ValueError:
        return None
    return document.url if parts.scheme in {"http", "https"} and parts.netloc else None


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _text(name: str) -> str:
    """Return a file of templates/ with the line ends that an HTML parser leaves, on which the hash depends."""
    return (files("kg.report") / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
