"""The names of an annotated Doc as mentions, ready to be linked."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.model import Mention

__all__ = ["named_mentions"]


def named_mentions(doc: Doc) -> list[Mention]:
    """Return the names in reading order, with offsets into the document's text.

    `entity` is the key of a known entity, None for a name that the gazetteer does not have.
    """
    offset: int = doc.user_data.get("offset", 0)
    return [
        Mention(
            offset + span.start_char,
            offset + span.end_char,
            span.text,
            span.id_ or span.text,
            span.label_,
            entity=span.kb_id_ or None,
        )
        for span in doc.spans["names"]
    ]
