"""The pipeline component that finds the date expressions of a Doc."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.dates import resolve
from kg.model import TimeSpan

__all__ = ["find_dates"]


@Language.component("kg_dates")
def find_dates(doc: Doc) -> Doc:
    """Fill `doc.user_data["dates"]` with (first token, past-the-end token, TimeSpan)."""
    document = doc.user_data.get("document")
    anchor = document.published if document else None
    dates: list[tuple[int, int, TimeSpan]] = []
    for ent in doc.ents:
        if ent.label_ != "DATE":
            continue
        start = ent.start
        before = doc[start - 1].lower_ if start else ""
        if before in {"since", "until", "by", "before", "after", "till"}:
            span = resolve(f"{before} {ent.text}", anchor)
            if span is not None:
                span = TimeSpan(span.start, span.end, doc[start - 1 : ent.end].text)
                start -= 1
        else:
            span = resolve(ent.text, anchor)
        if span is not None:
            dates.append((start, ent.end, span))
    doc.user_data["dates"] = dates
    return doc
