"""Decides on the claims that a model proposes: what the text and the ontology do not bear out is refused.

The model is not trusted, nor is the article that it has read. Of a proposed claim only the choice of relation,
polarity and modality is taken over. Words must stand in the text; names, antecedents, classes and dates are those
that annotation found, and arguments pass the type gate that those of the rules pass.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from spacy.tokens import Doc, Span

from kg import vocab
from kg.dates import resolve
from kg.extract.arguments import Argument, Arguments
from kg.extract.claims import argument_mention, sentence_span
from kg.extract.tree import Tree
from kg.extract.when import ahead
from kg.gazetteer import Gazetteer
from kg.model import Claim, Document, Evidence, TimeSpan

__all__ = ["UNMEASURED", "Gate", "Refusal"]

UNMEASURED = 0.5
"""Confidence of every claim: how often a given model is right nobody has measured, and what it says of itself is no
measure."""

LONGEST_EVIDENCE = 2
"""Sentences of the parse that evidence may touch: the parser may cut in two what a reader takes for one."""

_Span = tuple[int, int]
"""Where words stand in the parsed text, half-open."""


class Refusal(Exception):  # noqa: N818 - a verdict on one claim, and no error
    """A proposed claim is not borne out. The message is the reason, the same for all claims that share it."""


class Gate:
    """Checks what is proposed for one annotated Doc."""

    def __init__(self, doc: Doc, known: Gazetteer, extractor: str) -> None:
        """`extractor` is the name and version that the claims carry."""
        self.undated = 0
        """Claims that were let through without their time, since the date expression denotes no interval."""
        self._doc = doc
        self._document: Document = doc.user_data["document"]
        self._offset: int = doc.user_data["offset"]
        self._known = known
        self._extractor = extractor
        self._tree = Tree(doc)
        self._arguments = Arguments(self._tree, known)
        self._relations = vocab.relations()
        self._ancestors = vocab.class_ancestors()
        self._values = {kind: vocab.individuals(kind.capitalize()) for kind in ("polarity", "modality")}

    def claims(self, proposed: Any, part: _Span) -> list[Claim]:
        """Return what a proposed claim states: one claim, or several if a plural stands for several names.

        `part` is the text that the model was shown. Raises Refusal.
        """
        if not isinstance(proposed, Mapping):
            raise Refusal("is no object")
        relation = self._relations.get(self._words(proposed, "relation"))
        if relation is None:
            raise Refusal("relation is not in the ontology")
        for kind, values in self._values.items():
            if proposed.get(kind) not in values:
                raise Refusal(f"{kind} is not in the ontology")
        evidence = self._evidence(self._words(proposed, "evidence"), part)
        subjects = self._fill(proposed, "subject", relation.domain, evidence)
        objects = self._fill(proposed, "object", relation.range, evidence, {a.identity for a in subjects})
        source = self._source(proposed, evidence)
        time = self._time(proposed, evidence)
        start, end = evidence
        pairs = [(a, b) for a, b in product(subjects, objects) if a.identity != b.identity and not _share_words(a, b)]
        if not pairs:
            raise Refusal("subject and object are the same")
        return [
            Claim(
                document=self._document.id,
                subject=argument_mention(subject, self._tree, self._offset),
                predicate=relation.name,
                object=argument_mention(object_, self._tree, self._offset),
                evidence=Evidence(start + self._offset, end + self._offset, self._doc.text[start:end]),
                polarity=proposed["polarity"],
                modality=proposed["modality"],
                attributed_to=argument_mention(source, self._tree, self._offset) if source else None,
                time=time,
                confidence=UNMEASURED,
                pattern=f"llm/{relation.name}",
                extractor=self._extractor,
            )
            for subject, object_ in pairs
        ]

    def _evidence(self, words: str, part: _Span) -> _Span:
        """Return the whole sentence or sentences that the words stand in."""
        found = next(self._find(words, part), None)
        if found is None:
            raise Refusal("evidence is not in the text")
        tokens = self._span(found)
        first, last = self._tree.sentence[tokens.start], self._tree.sentence[tokens.end - 1]
        if last - first >= LONGEST_EVIDENCE:
            raise Refusal(f"evidence is more than {LONGEST_EVIDENCE} sentences")
        return sentence_span(self._tree, first)[0], sentence_span(self._tree, last)[1]

    def _fill(
        self,
        proposed: Mapping[str, Any],
        role: str,
        types: Collection[str],
        evidence: _Span,
        avoid: Collection[str] = (),
    ) -> list[Argument]:
        """Return the arguments of the admitted classes that the mention in a role stands for.

        Where annotation is not sure of the class of a name, the model's word decides.
        """
        mention, kind = self._mention(proposed.get(role), role)

        def read(token: int) -> list[Argument]:
            alone = not self._tree.is_relative_pronoun(token)
            another = self._arguments.is_agentive(self._arguments.tree.head[token])  # "its largest shareholder"
            found = self._arguments.fill(token, types, avoid, alone=alone, another=another)
            return [replace(a, type=kind) if a.soft else a for a in found if not a.soft or self._admits(types, kind)]

        tokens = self._tokens(mention, evidence, role)
        readings = {frozenset(a.identity for a in found): found for token in reversed(tokens) if (found := read(token))}
        if len(readings) > 1:
            raise Refusal(f"{role} stands for one thing here and another there in the evidence")
        if readings:
            return next(iter(readings.values()))
        if not any(self._arguments.readings(token) for token in tokens):
            raise Refusal(f"{role} is no name and no kind of thing that the ontology has")
        raise Refusal(f"{role} is not of a class that the relation takes")

    def _source(self, proposed: Mapping[str, Any], evidence: _Span) -> Argument | None:
        if proposed.get("attributed_to") is None:
            return None
        mention, _ = self._mention(proposed["attributed_to"], "attributed_to")
        for token in self._tokens(mention, evidence, "attributed_to"):
            if speaker := self._arguments.speaker(token):
                return speaker
        raise Refusal("attributed_to is nobody who can say something")

    def _time(self, proposed: Mapping[str, Any], evidence: _Span) -> TimeSpan | None:
        """Return the interval of the date expression: as annotation read it there, else by itself."""
        if proposed.get("time") is None:
            return None
        found = next(self._find(self._words(proposed, "time"), evidence), None)
        if found is None:
            raise Refusal("time is not in the evidence")
        tokens = self._span(found)
        dates: list[tuple[int, int, TimeSpan]] = self._doc.user_data.get("dates", [])
        for start, end, span in dates:
            if start < tokens.end and tokens.start < end:
                return span if proposed["modality"] == "actual" else ahead(span, self._document.published)
        time = resolve(self._doc.text[slice(*found)], self._document.published)
        self.undated += time is None
        return time

    def _mention(self, proposed: Any, role: str) -> tuple[str, str]:
        """Return the words and the class of a proposed argument."""
        if not isinstance(proposed, Mapping):
            raise Refusal(f"{role} is no object")
        kind = self._words(proposed, "class")
        if kind not in self._ancestors:
            raise Refusal(f"class of {role} is not in the ontology")
        return self._words(proposed, "mention"), kind

    @staticmethod
    def _words(proposed: Mapping[str, Any], key: str) -> str:
        value = proposed.get(key)
        if not isinstance(value, str) or not value.strip():
            raise Refusal(f"{key} is missing or no text")
        return value

    def _tokens(self, mention: str, evidence: _Span, role: str) -> list[int]:
        """Return the head of each place where the mention stands in the evidence.

        If it stands nowhere, the pronouns and descriptions there that annotation says it is meant by.
        """
        tokens = [int(self._span(found).root.i) for found in self._find(mention, evidence)]
        if not tokens:
            identities = {mention.casefold(), self._known.lookup(mention)}
            inside = self._span(evidence)
            tokens = [i for i in range(inside.start, inside.end) if self._refers_to(i, identities)]
        if not tokens:
            raise Refusal(f"{role} is not in the evidence")
        return tokens

    def _refers_to(self, token: int, identities: Collection[str | None]) -> bool:
        if not self._arguments.refers_back(token):
            return False
        readings = self._arguments.readings(token)
        return bool(readings) and any(a.identity in identities or a.label.casefold() in identities for a in readings[0])

    def _admits(self, types: Collection[str], kind: str) -> bool:
        return not self._ancestors[kind].isdisjoint(types)

    def _span(self, found: _Span) -> Span:
        """Return the tokens that the characters are part of."""
        span = self._doc.char_span(*found, alignment_mode="expand")
        if span is None:
            raise IndexError(f"no tokens at {found} of {self._document.id}")
        return span

    def _find(self, words: str, within: _Span) -> Iterator[_Span]:
        """Yield where the words stand as whole words; where the text breaks a line, a blank will do."""
        pattern = r"(?<!\w)" if words.strip()[0].isalnum() else ""
        pattern += r"\s+".join(map(re.escape, words.split()))
        pattern += r"(?!\w)" if words.strip()[-1].isalnum() else ""
        for match in re.compile(pattern).finditer(self._doc.text, *within):
            yield match.span()


def _share_words(a: Argument, b: Argument) -> bool:
    """Return True if one mention overlaps the other, and is no pronoun or description of something else."""
    return not a.resolved and a.start < b.end and b.start < a.end
