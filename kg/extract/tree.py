"""A dependency parse as plain lists, with the structural questions that extraction asks of it.

Reading a token's attributes through spaCy's objects costs more than the rest of extraction; a Tree
copies them once per document. All indices are token indices into the Doc.
"""

from __future__ import annotations

from bisect import insort
from functools import cache

from spacy.strings import StringStore
from spacy.tokens import Doc

from kg.extract.repairs import repair
from kg.resources import load_yaml, ontology_dir

__all__ = ["Tree"]


@cache
def _lemmas() -> dict[str, str]:
    return {str(form): str(lemma) for form, lemma in load_yaml(ontology_dir() / "lemmas.yaml").items()}


class _Strings(dict[int, str]):
    """The strings of a vocabulary by hash, each looked up once."""

    def __init__(self, store: StringStore) -> None:
        self._store = store

    def __missing__(self, key: int) -> str:
        text: str = self._store[key] if key else ""
        self[key] = text
        return text


class Tree:
    """The parse of one Doc."""

    __slots__ = ("children", "dep", "doc", "head", "lemma", "lower", "pos", "sentence", "sentences", "tag", "text")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        names = _Strings(doc.vocab.strings)
        rows = doc.to_array(["LOWER", "LEMMA", "TAG", "POS", "DEP", "HEAD"]).tolist()
        self.lower: list[str] = [names[row[0]] for row in rows]
        corrected = _lemmas()
        self.lemma: list[str] = [corrected.get(names[row[0]]) or names[row[1]].lower() for row in rows]
        self.tag: list[str] = [names[row[2]] for row in rows]
        self.pos: list[str] = [names[row[3]] for row in rows]
        self.dep: list[str] = [names[row[4]] for row in rows]
        # HEAD is the signed distance to the head, kept in an unsigned column
        self.head: list[int] = [i + (row[5] - 2**64 if row[5] >= 2**63 else row[5]) for i, row in enumerate(rows)]
        self.children: list[list[int]] = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)
        self.sentences = [(sent.start, sent.end) for sent in doc.sents]
        self.sentence = [0] * len(doc)
        for number, (start, end) in enumerate(self.sentences):
            for i in range(start, end):
                self.sentence[i] = number
        repair(self)

    def attach(self, i: int, head: int, dep: str) -> None:
        """Hang the token on another head, with another label; a token that is its own head is a root.

        Does nothing where the head hangs on the token already, since that would close a circle.
        """
        above = head
        while head != i and self.head[above] != above:
            above = self.head[above]
            if above == i:
                return
        if self.head[i] != i:
            self.children[self.head[i]].remove(i)
        if head != i:
            insort(self.children[head], i)
        self.head[i], self.dep[i] = head, dep

    def subtree(self, i: int) -> set[int]:
        """Return the token and all that hangs below it."""
        found = {i}
        waiting = [i]
        while waiting:
            below = self.children[waiting.pop()]
            found.update(below)
            waiting.extend(below)
        return found

    def child(self, i: int, *deps: str) -> int | None:
        """Return the first child of `i` with one of the labels, or None."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return None

    def recipients(self, verb: int) -> list[int]:
        """Return to whom something is given without a preposition: "awarded Palantir a contract"."""
        return [c for c in self.children[verb] if self.dep[c] == "dative" and self.pos[c] != "ADP"]

    def is_verb(self, i: int) -> bool:
        """Return True if the token heads a clause or could: a verb, or an auxiliary used as one."""
        return self.pos[i] in {"VERB", "AUX"} and self.dep[i] not in {"aux", "auxpass"}

    def is_passive(self, verb: int) -> bool:
        """Return True if the surface subject of the verb is its deep object."""
        active = False
        for c in self.children[verb]:
            if self.dep[c] in {"auxpass", "nsubjpass", "agent"}:
                return True
            if self.dep[c] == "aux" or (self.dep[c] in {"nsubj", "dobj"} and self.tag[verb] != "VBN"):
                active = True
        if self.tag[verb] == "VBN" and not active:
            if self.dep[verb] in {"acl", "amod", "advcl", "relcl", "xcomp"}:
                return True
            if self.dep[verb] == "conj":
                head = self.head[verb]
                return self.is_verb(head) and self.child(verb, "nsubj") is None and self.is_passive(head)
        return False

    def conjuncts(self, i: int) -> list[int]:
        """Return `i` and everything coordinated below it, in reading order."""
        found: list[int] = []
        waiting = [i]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting.extend(c for c in reversed(self.children[token]) if self.dep[c] == "conj")
        return sorted(found)

    def first_conjunct(self, i: int) -> int:
        """Return the head of the coordination that `i` stands in, itself if in none."""
        while self.dep[i] == "conj":
            i = self.head[i]
        return i

    def preposition_objects(self, i: int, preposition: str) -> list[int]:
        """Return what stands under the preposition at `i`: "with" -> the objects of "with".

        A preposition of two words ("ahead of") is looked for as an adverb or preposition with the
        second below it.
        """
        first, _, second = preposition.partition(" ")
        found = []
        for c in self.children[i]:
            if self.lower[c] != first or self.dep[c] not in {
                "prep",
                "agent",
                "dative",
                "advmod",
                "prt",
                "mark",
                "amod",
                "acomp",
            }:
                continue
            found.extend(self.preposition_objects(c, second) if second else self._objects(c))
        return found

    def _objects(self, preposition: int) -> list[int]:
        found = [c for c in self.children[preposition] if self.dep[c] in {"pobj", "pcomp"}]
        if not found and self.lower[preposition] == "as":  # "dismissed as absurd"
            found = [c for c in self.children[preposition] if self.pos[c] == "ADJ" and self.dep[c] in {"amod", "acomp"}]
            found = [c for c in found if c > preposition]
        for c in list(found):  # "exports of chipmaking tools", read as a gerund with an object
            if self.dep[c] == "pcomp" and self.lower[c].endswith("making"):
                found.extend(o for o in self.children[c] if self.dep[o] == "dobj" and o == c + 1)
        for c in self.children[preposition]:  # "in and around X", "to, and through, Y"
            if self.dep[c] == "conj" and self.dep[c] != "pobj" and self.pos[c] == "ADP":
                found.extend(self._objects(c))
        return found

    def relative_head(self, i: int) -> int | None:
        """Return the noun that the relative clause with verb `i` describes, or None."""
        verb = i
        while self.dep[verb] == "conj" and self.is_verb(self.head[verb]):
            verb = self.head[verb]
        return self.head[verb] if self.dep[verb] == "relcl" else None

    def relative_subject(self, verb: int) -> bool:
        """Return True for a relative clause whose pronoun is its subject: "which makes chips"."""
        subject = self.child(verb, "nsubj")
        return subject is not None and self.is_relative_pronoun(subject)

    def is_relative_pronoun(self, i: int) -> bool:
        """Return True for "who", "which", "that" with a role in a relative clause."""
        return self.tag[i] in {"WDT", "WP", "WP$"} or (
            self.lower[i] == "that"
            and self.dep[i] in {"nsubj", "nsubjpass", "dobj", "pobj"}
            and self.tag[i] in {"WDT", "IN"}
        )

    def clause_of(self, i: int) -> int:
        """Return the verb that heads the smallest clause around `i` (or the root)."""
        seen = 0
        while self.head[i] != i and seen < 200:
            i = self.head[i]
            seen += 1
            if self.is_verb(i):
                return i
        return i

    def noun_start(self, noun: int) -> int:
        """Return the first token of the premodifiers of a noun that stand directly before it."""
        start = noun
        while start > 0:
            before = start - 1
            if self._belongs(before, noun):
                start = before
            else:
                break
        return start

    def _belongs(self, i: int, noun: int) -> bool:
        steps = 0
        while i != noun and steps < 8:
            if self.dep[i] not in {
                "compound",
                "amod",
                "nmod",
                "nummod",
                "det",
                "poss",
                "case",
                "punct",
                "advmod",
                "npadvmod",
                "quantmod",
                "neg",
                "predet",
                "intj",
            }:
                return False
            if self.head[i] == i or (self.dep[i] == "punct" and self.lower[i] in {",", ";", ":", "(", ")"}):
                return False
            i = self.head[i]
            steps += 1
        return i == noun
