"""What a stretch of text refers to, as extraction reads it before any relation has a say."""

from __future__ import annotations

from spacy.tokens import Doc

from kg import gazetteer
from kg.extract.noun_phrases import Argument, NounPhrases
from kg.extract.tree import Tree

__all__ = ["Referents"]


class Referents:
    """Answers for the pronouns, descriptions and short names of one annotated Doc."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._phrases = NounPhrases(Tree(doc), gazetteer.load())

    def __call__(self, start: int, end: int) -> tuple[str, ...]:
        """Return the names of all that the characters from `start` to `end` of the Doc refer to; empty if undecided.

        A name refers to what it is short for ("Lumeris" to "Lumeris Photonics"), and to nothing but
        itself otherwise, which gives nothing. So do common nouns without a name ("they", the measures).
        """
        span = self._doc.char_span(start, end, alignment_mode="expand")
        readings = self._phrases.readings(span.root.i) if span is not None else []
        if not readings:
            return ()
        likeliest = readings[0]
        if not all(self._is_name(each) and (each.resolved or self._is_short(each)) for each in likeliest):
            return ()
        return tuple(each.label for each in likeliest)

    def _is_name(self, argument: Argument) -> bool:
        """Return True for a name, and for a body that its owner's name tells apart: "Denmark's parliament"."""
        return argument.named or (self._phrases.is_kind(argument.type, "Agent") and "'s " in argument.label)

    def _is_short(self, argument: Argument) -> bool:
        """Return True for a name that stands for a known entity or under another name."""
        name = self._phrases.names.get(argument.token)
        return name is not None and (bool(name.kb_id_) or name.id_ != name.text)
