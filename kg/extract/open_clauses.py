"""The facts that a clause states, one candidate triple each: objects, copulas, prepositions, reports."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from kg.extract.clauses import Clauses
from kg.extract.open_predicates import SUBJECTS, Predicates
from kg.extract.open_spans import Candidate, Spans
from kg.extract.tree import Tree

__all__ = ["OpenClauses"]

_OBJECTS = frozenset({"dobj", "attr", "oprd", "dative"})
_CLAUSES = {
    "ROOT": "main",
    "conj": "coordinated",
    "relcl": "relative",
    "acl": "participle",
    "advcl": "adverbial",
    "ccomp": "content",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """A verb with those it governs in a chain ("has had to close"), read as one predicate."""

    verb: int
    chain: tuple[int, ...]
    words: tuple[int, ...]
    subjects: tuple[tuple[int, ...], ...]
    prefix: tuple[str, ...]
    clause: str


class OpenClauses:
    """Reads candidates off the verbs of one parse."""

    def __init__(self, clauses: Clauses, spans: Spans) -> None:
        self._clauses = clauses
        self._tree: Tree = clauses.tree
        self._spans = spans
        self._predicates = Predicates(clauses, spans)

    def candidates(self) -> Iterator[Candidate]:
        """Yield the candidates of every clause, in reading order of their verbs. A question states nothing."""
        tree = self._tree
        questions = [tree.lower[end - 1] == "?" for _, end in tree.sentences]
        for verb in range(len(tree.head)):
            if questions[tree.sentence[verb]]:
                continue
            if (
                tree.is_verb(verb)
                and tree.dep[verb] not in {"amod", "compound"}
                and not self._predicates.is_chained(verb)
            ):
                yield from self._clause(verb)

    def _subjects(self, verb: int) -> list[tuple[int, ...]]:
        tree = self._tree
        found: list[tuple[int, ...]] = []
        tokens = self._clauses.surface_subject(verb) or [c for c in tree.children[verb] if tree.dep[c] in SUBJECTS]
        for token in tokens:
            if tree.is_relative_pronoun(token) or tree.tag[token] in {"WP", "WDT"}:
                noun = tree.relative_head(tree.clause_of(token))
                if noun is None:
                    continue
                token = noun
            if tree.dep[tree.first_conjunct(verb)] == "relcl" and (described := self._described(token)) is not None:
                token = described
            if tree.tag[token] == "PRP$":
                continue
            if tree.is_verb(token):
                phrases = [self._spans.subtree(token)]
            elif tree.tag[token] == "PRP":
                phrases = [[token]]
            else:
                phrases = self._spans.phrases(token, participles=False)
            found += [tuple(phrase) for phrase in phrases if phrase]
        return found

    def _described(self, noun: int) -> int | None:
        """Return whom "an X that ..." describes in "Y is an X that ..."."""
        tree = self._tree
        verb = tree.head[noun]
        if tree.dep[noun] != "attr" or not any(tree.lower[c] in {"a", "an"} for c in tree.children[noun]):
            return None
        return tree.child(verb, "nsubj")

    def _clause(self, verb: int) -> Iterator[Candidate]:
        tree = self._tree
        chain, words = self._predicates.words(verb)
        prefix = self._predicates.implied(verb)
        complements = sorted(
            c for v in chain for c in tree.children[v] if c not in words and c not in chain and tree.dep[c] != "conj"
        )
        clause = _CLAUSES.get(tree.dep[verb], "other")
        expletive = next((c for c in tree.children[verb] if tree.tag[c] == "EX"), None)
        subjects = [(expletive,)] if expletive is not None else self._subjects(verb)
        if not subjects:
            return
        group = _Group(verb, tuple(chain), tuple(words), tuple(subjects), prefix, clause)
        gap = self._gap(group, complements)
        if gap is not None:
            yield from self._gapped(group, gap, complements)
        else:
            yield from self._full(group, complements, there=expletive is not None)

    def _gap(self, group: _Group, complements: list[int]) -> int | None:
        """Return the noun that a relative clause leaves out as object: "the chips that Nvidia sells"."""
        tree, verb = self._tree, group.verb
        noun = tree.relative_head(verb)
        own = [c for c in tree.children[verb] if tree.dep[c] in {"nsubj", "nsubjpass"}]
        if noun is None or not own or tree.is_relative_pronoun(own[0]) or tree.tag[own[0]] in {"WP", "WDT"}:
            return None
        if any(tree.tag[c] == "WRB" for c in complements):
            return None
        has_object = any(tree.dep[c] in _OBJECTS and not tree.is_relative_pronoun(c) for c in complements)
        pronoun = any(tree.is_relative_pronoun(c) for c in complements)
        stranded = any(tree.dep[c] == "prep" and self._spans.governed(c)[1] is None for c in complements)
        return None if has_object and not pronoun and not stranded else noun

    def _gapped(self, group: _Group, noun: int, complements: list[int]) -> Iterator[Candidate]:
        tree = self._tree
        stranded = [c for c in complements if tree.dep[c] == "prep" and self._spans.governed(c)[1] is None]
        yield from self._make(group, "gap", [*group.words, *stranded], self._spans.phrases(noun))
        for c in complements:
            if tree.dep[c] in {"prep", "agent"} and c > group.verb and c not in stranded:
                yield from self._preposition(group, "adjunct", list(group.words), c)

    def _full(self, group: _Group, complements: list[int], *, there: bool) -> Iterator[Candidate]:
        tree, spans, verb = self._tree, self._spans, group.verb
        after = [c for c in complements if c > verb and not tree.is_relative_pronoun(c)]
        objects = [c for c in after if tree.dep[c] in _OBJECTS]
        adjectives = [c for c in after if tree.dep[c] == "acomp"]
        clauses = [c for c in complements if tree.dep[c] in {"ccomp", "xcomp"} and self._is_content(c, verb)]
        prepositions = [c for c in after if tree.dep[c] in {"prep", "agent"} and spans.governed(c)[1] is not None]
        words = list(group.words)
        said: list[int] = []  # the words that tie the verb to what it is done to, before an adjunct
        stated = True
        if objects:
            said = yield from self._objects(group, objects, clauses, there=there)
        elif adjectives:
            said = yield from self._adjective(group, adjectives[0])
        elif clauses:
            yield from self._content(group, clauses[0])
        else:
            stated = False
        for number, preposition in enumerate(prepositions):
            if stated:
                yield from self._preposition(group, "adjunct", [*words, *said], preposition)
            else:
                between = [c for c in after if c < preposition and tree.dep[c] == "advmod" and not tree.children[c]]
                kind = "further preposition" if number else "preposition"
                yield from self._preposition(group, kind, words + ([] if number else between), preposition)
        stated = stated or bool(prepositions)
        if not stated:
            yield from self._bare(group, after)
        for c in complements:
            if c < verb and tree.dep[c] == "prep":
                yield from self._preposition(group, "fronted", [*words, *said], c)

    def _objects(
        self, group: _Group, objects: list[int], clauses: list[int], *, there: bool
    ) -> Generator[Candidate, None, list[int]]:
        """Yield the facts about objects; return the words of the first one."""
        tree, spans = self._tree, self._spans
        direct = [c for c in objects if tree.dep[c] == "dobj"]
        main = direct[-1] if direct else objects[0]
        phrase = spans.phrase(main)
        before = [c for c in objects if c < main] if direct else []
        beyond = [c for c in objects if c > main] if direct else []
        completing = [c for c in clauses if c > main] if direct else []
        if beyond:  # "named her chairman"
            yield from self._make(group, "complement", [*group.words, *phrase], spans.phrases(beyond[-1]))
        elif before:  # "gave Kyiv tanks"
            given = [token for c in before for token in spans.phrase(c)]
            yield from self._make(group, "object", [*group.words, *given], spans.phrases(main))
        elif completing:  # "allowed firms to export"
            whole = sorted({*phrase, *spans.subtree(completing[0])})
            yield from self._make(group, "object clause", group.words, [whole])
        else:
            copula = tree.dep[main] == "attr"
            kind = "there" if there else "copula" if copula else "object"
            yield from self._make(group, kind, group.words, spans.phrases(main))
        return phrase

    def _adjective(self, group: _Group, adjective: int) -> Generator[Candidate, None, list[int]]:
        """Yield the facts of a predicative adjective; return its words."""
        tree, spans = self._tree, self._spans
        head = spans.subtree(adjective, {"prep", "conj", "cc", "xcomp", "ccomp", "advcl"})
        for c in tree.children[adjective]:
            words, governed = spans.governed(c) if tree.dep[c] == "prep" and c > adjective else ([], None)
            if governed is not None:
                tie = [*group.words, *head, *words]
                yield from self._make(group, "adjective", tie, spans.objects(words[-1], governed), tree.lower[c])
                return head
        phrases = [spans.subtree(x, {"conj", "cc"}) for x in spans.conjuncts(adjective)]
        yield from self._make(group, "adjective", group.words, phrases)
        return head

    def _is_content(self, complement: int, verb: int) -> bool:
        """Return False for a clause in front that is no content: a sentence before a semicolon, an absolute."""
        tree = self._tree
        if complement > verb:
            return True
        if not self._clauses.is_finite(complement):
            return False
        return not any(tree.lower[c] in {";", ":", "--"} for c in tree.children[verb] if complement < c < verb)

    def _content(self, group: _Group, clause: int) -> Iterator[Candidate]:
        tree = self._tree
        that = [c for c in tree.children[clause] if tree.dep[c] == "mark" and tree.lower[c] == "that"]
        body = [token for token in self._spans.subtree(clause) if token not in that]
        yield from self._make(group, "report", [*group.words, *that], [self._spans.trimmed(body)])

    def _preposition(self, group: _Group, kind: str, words: list[int], preposition: int) -> Iterator[Candidate]:
        tree, spans = self._tree, self._spans
        tie, governed = spans.governed(preposition)
        if governed is None:
            return
        phrases = spans.objects(tie[-1], governed)
        if preposition < group.verb:
            lowered = [tree.lower[c] for c in tie]
            yield from self._make(group, kind, words, phrases, lowered[0], suffix=lowered)
        else:
            yield from self._make(group, kind, [*words, *tie], phrases, tree.lower[preposition])

    def _bare(self, group: _Group, after: list[int]) -> Iterator[Candidate]:
        """Yield the fact of a verb without object or preposition: with its adverbs, its adverbial clause, or alone."""
        tree, spans = self._tree, self._spans
        adverbs = [c for c in after if tree.dep[c] in {"advmod", "npadvmod"}]
        adverbial = [c for c in after if tree.dep[c] == "advcl"]
        host = tree.head[group.verb]
        if adverbs:
            whole = spans.trimmed({token for c in adverbs for token in spans.subtree(c)})
            yield from self._make(group, "adverb", group.words, [whole])
        elif adverbial:
            yield from self._make(group, "adverbial clause", group.words, [spans.subtree(adverbial[0])])
        elif tree.dep[group.verb] == "parataxis" and tree.is_verb(host):  # "The ban , he said , is void"
            inside = set(spans.subtree(group.verb))
            body = [token for token in spans.subtree(host) if token not in inside]
            yield from self._make(group, "report", group.words, [spans.trimmed(body)])
        else:
            yield from self._make(group, "bare", group.words, [[]])

    @staticmethod
    def _make(
        group: _Group,
        construction: str,
        words: Iterable[int],
        objects: Iterable[list[int]],
        preposition: str = "",
        suffix: Iterable[str] = (),
    ) -> Iterator[Candidate]:
        tie = sorted(set(words))
        phrases = list(objects)
        for subject in group.subjects:
            for phrase in phrases:
                rest = tuple(token for token in phrase if token not in tie)
                if phrase and not rest:
                    continue
                predicate: tuple[int | str, ...] = (*group.prefix, *tie, *suffix)
                yield Candidate(subject, predicate, rest, group.verb, construction, group.clause, preposition)
