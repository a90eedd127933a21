"""What open triples are made of: a token's phrase without what belongs to another fact, and candidates of three."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.extract.tree import Tree

__all__ = ["Candidate", "Spans"]

_LONGEST = 100  # tokens; a longer span is a parse gone wrong, and none would make the work quadratic
_MOST = 24  # conjuncts that are facts of their own
_OTHER_FACTS = frozenset({"relcl", "cc", "conj", "preconj", "parataxis", "appos", "ccomp", "advcl", "acl"})
_JOINT = frozenset({"between", "among"})
_VERBAL = frozenset({"acl", "amod", "relcl", "compound", "pcomp", "csubj"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible triple. Words that the text has elsewhere, or not at all, are strings, the others token indices."""

    subject: tuple[int, ...]
    predicate: tuple[int | str, ...]
    object: tuple[int, ...]
    token: int
    """The head of the construction."""
    construction: str
    """What ties subject and object: "object", "preposition", "apposition", ..."""
    clause: str = ""
    """What the clause is to its sentence: "main", "relative", ...; empty outside clauses."""
    preposition: str = ""


class Spans:
    """The phrases of one parse, as token indices in reading order; an empty list stands for none."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def subtree(self, i: int, without: Collection[str] = ()) -> list[int]:
        """Return all that stands below `i`, edges trimmed, but for its own children with those labels."""
        tree = self.tree
        found: list[int] = []
        stack = [i]
        while stack:
            if len(found) > _LONGEST:
                return []
            token = stack.pop()
            found.append(token)
            stack.extend(c for c in tree.children[token] if token != i or tree.dep[c] not in without)
        return self.trimmed(found)

    def trimmed(self, tokens: Collection[int]) -> list[int]:
        """Return the tokens in reading order without punctuation, conjunctions and a last "'s" at the edges."""
        found = sorted(tokens)
        while found and (self._is_edge(found[-1]) or self.tree.dep[found[-1]] == "case"):
            found.pop()
        start = 0
        while start < len(found) and self._is_edge(found[start]):
            start += 1
        return found[start:]

    def _is_edge(self, i: int) -> bool:
        return self.tree.dep[i] in {"punct", "cc"} or self.tree.pos[i] in {"PUNCT", "SPACE"}

    def phrase(self, i: int, *, participles: bool = True) -> list[int]:
        """Return the noun phrase of `i` alone: no conjuncts, appositions or relative clauses.

        `participles` keeps "built by Samsung" after "the plant". A verb stands for its whole clause.
        """
        tree = self.tree
        if tree.is_verb(i):
            return self.subtree(i, {"mark"})
        found: list[int] = []
        stack = [i]
        while stack:
            if len(found) > _LONGEST:
                return []
            token = stack.pop()
            found.append(token)
            for c in tree.children[token]:
                dep = tree.dep[c]
                if dep in {"relcl", "appos"}:
                    continue
                if token == i and dep in _OTHER_FACTS and not (dep == "acl" and participles):
                    continue
                if token == i and c > i and tree.is_verb(c) and dep not in _VERBAL:
                    continue
                stack.append(c)
        return self.trimmed(found)

    def core(self, i: int) -> list[int]:
        """Return the noun phrase of `i` without what follows the noun."""
        return self.subtree(i, _OTHER_FACTS | {"prep", "punct"})

    def phrases(self, i: int, *, participles: bool = True) -> list[list[int]]:
        """Return the noun phrases that are coordinated at `i`, each a fact of its own."""
        found = (self.phrase(c, participles=participles) for c in self.conjuncts(i))
        return [phrase for phrase in found if phrase]

    def conjuncts(self, i: int) -> list[int]:
        """Return `i` and the nouns coordinated with it below it."""
        tree = self.tree
        found: list[int] = []
        stack = [i]
        while stack and len(found) < _MOST:
            token = stack.pop()
            found.append(token)
            stack.extend(c for c in tree.children[token] if tree.dep[c] == "conj" and not tree.is_verb(c))
        return sorted(found)

    def objects(self, preposition: int, governed: int) -> list[list[int]]:
        """Return the noun phrases that a preposition governs; "between A and B" is one fact, not two."""
        if self.tree.lower[preposition] in _JOINT:
            return [self.joined(governed)]
        return self.phrases(governed)

    def joined(self, i: int) -> list[int]:
        """Return the coordination at `i` as one phrase."""
        return self.subtree(i, _OTHER_FACTS - {"cc", "conj", "preconj", "acl"})

    def governed(self, preposition: int) -> tuple[list[int], int | None]:
        """Return the words of a preposition ("out of", "because of") and the token that it governs."""
        tree = self.tree
        words = [preposition]
        for _ in range(4):
            for c in tree.children[words[-1]]:
                if tree.dep[c] in {"pobj", "pcomp"}:
                    return words, None if tree.tag[c] in {"WDT", "WP", "WRB"} else c
            deeper = tree.child(words[-1], "prep")
            if deeper is None:
                break
            words.append(deeper)
        return words, None
