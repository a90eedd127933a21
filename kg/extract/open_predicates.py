"""The predicate of an open triple: a verb with its auxiliaries, particles, inner adverbs and infinitives."""

from __future__ import annotations

from kg.extract.clauses import Clauses
from kg.extract.open_spans import Spans
from kg.extract.tree import Tree

__all__ = ["SUBJECTS", "Predicates"]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
"""Labels of a clause's own subject, clauses included."""

_AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})


class Predicates:
    """The verb groups of one parse."""

    def __init__(self, clauses: Clauses, spans: Spans) -> None:
        self._clauses = clauses
        self._tree: Tree = clauses.tree
        self._spans = spans

    def is_chained(self, verb: int) -> bool:
        """Return True for an infinitive that completes the predicate above it: "tries to woo", "able to help"."""
        tree = self._tree
        if tree.dep[verb] != "xcomp":
            return False
        head = tree.head[verb]
        if tree.is_verb(head):
            return not any(tree.dep[c] in {"dobj", "dative"} and c < verb for c in tree.children[head])
        return tree.pos[head] == "ADJ" and tree.dep[head] == "acomp"

    def words(self, verb: int) -> tuple[list[int], list[int]]:
        """Return the verbs that make one predicate ("has had to close") and all its words, adverbs inside included."""
        tree = self._tree
        chain: list[int] = []
        words = self._shared_auxiliaries(verb)
        current: int | None = verb
        while current is not None and len(chain) < 8:
            chain.append(current)
            words.append(current)
            following = None
            for c in tree.children[current]:
                if tree.dep[c] in _AUXILIARIES or self._is_inner_adverb(c, current):
                    words.append(c)
                elif following is None and tree.dep[c] == "xcomp" and tree.is_verb(c) and self.is_chained(c):
                    following = c
                elif following is None and tree.dep[c] == "acomp":
                    following = next((x for x in tree.children[c] if tree.dep[x] == "xcomp" and tree.is_verb(x)), None)
                    if following is not None:
                        words += self._spans.subtree(c, {"xcomp", "prep", "cc", "conj", "ccomp"})
            current = following
        return chain, sorted(set(words))

    def implied(self, verb: int) -> tuple[str, ...]:
        """Return the auxiliary that a participle leaves out: "the plant built by Samsung" is built by it."""
        tree = self._tree
        if tree.dep[verb] not in {"acl", "advcl"} or tree.tag[verb] not in {"VBN", "VBD", "VBG"}:
            return ()
        if any(tree.dep[c] in {*SUBJECTS, "aux", "auxpass"} or tree.lemma[c] == "be" for c in tree.children[verb]):
            return ()
        noun = tree.head[verb] if tree.dep[verb] == "acl" else (self._clauses.surface_subject(verb) or [verb])[0]
        return ("are" if tree.tag[noun] in {"NNS", "NNPS"} else "is",)

    def _shared_auxiliaries(self, verb: int) -> list[int]:
        """Return the auxiliaries that stand on an earlier conjunct only: "was mobilized and recalled"."""
        tree = self._tree
        for _ in range(8):
            if tree.dep[verb] != "conj" or any(tree.dep[c] in {*SUBJECTS, *_AUXILIARIES} for c in tree.children[verb]):
                break
            head = tree.head[verb]
            if tree.tag[head] != tree.tag[verb] or tree.tag[verb] not in {"VB", "VBN", "VBG"}:
                break
            found = [c for c in tree.children[head] if tree.dep[c] in {"aux", "auxpass", "neg"} and c < head]
            if found:
                return found
            verb = head
        return []

    def _is_inner_adverb(self, i: int, verb: int) -> bool:
        """Return True for an adverb that stands in or right before the verb group: "has sharply improved"."""
        tree = self._tree
        if tree.dep[i] != "advmod" or not i < verb <= i + 3 or tree.children[i] or tree.tag[i] == "WRB":
            return False
        return all(tree.head[k] == verb and tree.dep[k] in {*_AUXILIARIES, "advmod"} for k in range(i + 1, verb))
