"""From a token that fills a role to typed arguments: coordinations, lists, members, admitted classes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from kg import nouns
from kg.extract.noun_phrases import Argument, NounPhrases
from kg.extract.tree import Tree
from kg.gazetteer import Gazetteer

__all__ = ["THING", "Argument", "Arguments"]

THING = "Thing"
"""The class that stands, in a frame, for a common noun that no class has, where the words make a thing of it."""

# A name of no known type, or of one that the recogniser guessed, may be one of these.
_SOFT: Mapping[str, tuple[str, ...]] = {
    "": ("Company", "Product", "Person", "Group", "ResearchOrganization", "Technology"),
    "Company": ("Product", "ResearchOrganization", "GovernmentBody", "Technology", "Law"),
    "Person": ("Product",),
    "Place": ("Company", "Product"),
    "Product": ("Technology",),
    "Group": ("Company", "Product", "PoliticalParty"),
    "GovernmentBody": ("Company",),
    "ResearchOrganization": ("Company",),
    "Law": ("Company", "TradeMeasure", "Strategy"),
    "Event": ("ResearchOrganization", "Company"),
}


def _may_be_body(name: str) -> bool:
    """Return True for what authorities are called: "TRAI", "Office for Safety", "National Assembly"."""
    words = name.lower().split()
    called = nouns.load().classify(words) == "GovernmentBody"
    return called or name.isupper() or bool({"of", "for", "on", "and"} & set(words))


class Arguments(NounPhrases):
    """Resolves the tokens of one parse to arguments."""

    def __init__(self, tree: Tree, known: Gazetteer) -> None:
        super().__init__(tree, known)
        self._antecedent_heads: dict[int, list[int]] = {}
        self._listed = self._find_lists()

    def fill(
        self,
        token: int,
        types: Collection[str],
        avoid: Collection[str] = (),
        *,
        alone: bool = False,
        another: bool = False,
    ) -> list[Argument]:
        """Return the arguments that the token and its coordination stand for, of the admitted types.

        `types` are class names, met by subclasses. `avoid` are identities that a pronoun here
        cannot stand for (the other argument of the same predicate). `alone` leaves the coordination out.
        `another`: an owner here is none of `avoid` by what the noun means, so its next antecedent counts.
        """
        found: list[Argument] = []
        for head in [token] if alone else self.heads(token):
            if THING in types and not self.readings(head):
                found.extend(self._thing(head))
                continue
            for rank, group in enumerate(self.readings(head)):
                # a lower-ranked antecedent counts only if its type is sure
                typed = [self.typed(a if rank == 0 else replace(a, soft=False), types) for a in group]
                fits = [argument for argument in typed if argument is not None]
                if len(fits) < len(group):
                    continue
                if any(a.resolved and a.identity in avoid for a in fits):
                    if self.tree.tag[head] == "PRP$" and not another:
                        break  # "called its inclusion a mistake": its own, and nobody else's
                    continue
                found.extend(a for a in fits if all(a.identity != b.identity for b in found))
                break
        return found

    def _thing(self, noun: int) -> list[Argument]:
        """Return what a common noun of no known class stands for, unless it is known to name no thing."""
        tree = self.tree
        if (
            tree.pos[noun] != "NOUN"
            or noun in self.names
            or tree.doc[noun].ent_type_
            or (tree.dep[noun] in {"compound", "nmod"} and tree.head[noun] != noun + 1)  # "a [flash] memory maker"
            or tree.lemma[noun] in self._phrases.no_things
            or tree.lower[noun].endswith(self._phrases.abstract_endings)
            or self._nouns.knows([tree.lower[noun - 1], tree.lemma[noun]])
        ):
            return []
        start = self._content_start(noun)
        return [Argument(noun, start, noun + 1, self._label(start, noun), "Product", named=False)]

    def itself(self, token: int, types: Collection[str]) -> list[Argument]:
        """Return the name at the token, if it is of the admitted types, whoever else the phrase stands for."""
        argument = self.typed(self.named(self.names[token]), types)
        return [] if argument is None else [argument]

    def heads(self, token: int) -> list[int]:
        """Return the heads of the noun phrases that the token stands for, coordination distributed."""
        tree = self.tree
        if not tree.is_relative_pronoun(token):
            return self._flatten(self.coordinated(token))
        if token not in self._antecedent_heads:
            self._antecedent_heads[token] = []  # "a third of which" may describe itself: the circle ends here
            self._antecedent_heads[token] = self._described_heads(token)
        return self._antecedent_heads[token]

    def _described_heads(self, pronoun: int) -> list[int]:
        """Return the heads that the clause of a relative pronoun describes."""
        tree = self.tree
        verb = tree.clause_of(pronoun)
        noun = tree.relative_head(verb)
        if noun is None:
            noun = self._noun_before(pronoun)
        if noun is None:
            return []
        if tree.lower[pronoun] in {"who", "whom"}:
            noun = self._human_above(noun)
        elif tree.lower[pronoun] == "which" and tree.lower[pronoun - 1] == ",":
            noun = self._firm_above(noun)
        if self.is_rest(noun):  # "Volkswagen, Honda and other customers that use its diodes": all of them do
            return [tree.first_conjunct(noun)]
        everyone = tree.lemma[verb] == "have" or tree.tag[verb] in {"VBP", "VBN", "VBD", "VB", "VBG"}
        last = [c for c in tree.conjuncts(noun) if c < pronoun]  # "Huawei, which designs chips, and ZTE": Huawei alone
        return self._flatten(last if everyone and len(last) > 1 and tree.dep[noun] != "conj" else [noun])

    def _human_above(self, noun: int) -> int:
        """Return the person that "who" refers to where the parser took the nearest noun: "the owner of xAI, who"."""
        tree = self.tree
        if noun in self.names and self.names[noun].label_ in {"Company", "ResearchOrganization", "Product", "Place"}:
            preposition = tree.head[noun]
            if tree.dep[noun] == "pobj" and tree.lower[preposition] in {"of", "at", "for", "from"}:
                above = tree.head[preposition]
                if self._kind(above) in {"Person", "Group"} or (
                    above in self.names and self.names[above].label_ == "Person"
                ):
                    return above
        return noun

    def _firm_above(self, noun: int) -> int:
        """Return the firm that "which" refers to where the parser took its town: "Helsing of Munich, which"."""
        tree = self.tree
        preposition = tree.head[noun]
        above = tree.head[preposition]
        place = noun in self.names and self.names[noun].label_ in {"Place", "Country"}
        if place and tree.dep[noun] == "pobj" and tree.lower[preposition] == "of" and above in self.names:
            return above if self.names[above].label_ in {"", "Company", "ResearchOrganization"} else noun
        return noun

    def _noun_before(self, token: int) -> int | None:
        """Return the noun or name that ends right before the comma of a relative clause read as something else."""
        tree = self.tree
        first = tree.sentences[tree.sentence[token]][0]
        end = self._before_aside(token, first)
        for i in range(end - 1, max(first, end - 5) - 1, -1):
            if i in self.names:
                root = self.names[i].root.i
                return self.tree.first_conjunct(root)
            if tree.pos[i] == "NOUN":
                return i
        return None

    def _before_aside(self, token: int, first: int) -> int:
        """Return where the words before the token end, less an aside on who says so: "..., he said, both of which"."""
        tree = self.tree
        commas = [i for i in range(token - 1, max(first, token - 12), -1) if tree.lower[i] == ","][:2]
        if len(commas) == 2 and token - commas[0] <= 3 and tree.pos[commas[0] - 1] == "VERB":
            return commas[1]
        return token

    def _find_lists(self) -> dict[int, list[int]]:
        """Return the name lists that the parser took apart: "BYD, SAIC and Geely" -> each name after the first.

        Only names that hang on another name of the list, or on nothing that could make them an
        argument of their own, are added.
        """
        tree = self.tree
        found: dict[int, list[int]] = {}
        spans = sorted({span.start: span for span in self.names.values()}.values(), key=lambda span: span.start)
        n = 0
        while n < len(spans):
            members = [spans[n]]
            joined = False
            while n + 1 < len(spans):
                between = [tree.lower[i] for i in range(members[-1].end, spans[n + 1].start)]
                if between not in ([","], ["and"], ["or"], [",", "and"], [",", "or"], ["&"]):
                    break
                joined = joined or between != [","]
                n += 1
                members.append(spans[n])
                if between != [","]:
                    break
            n += 1
            if joined and len(members) > 2:
                roots = [span.root.i for span in members]
                inside = {i for span in members for i in range(span.start, span.end)}
                later = [
                    root
                    for root in roots[1:]
                    if tree.head[root] in inside
                    or tree.dep[root] not in {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "ROOT"}
                ]
                if len(later) == len(members) - 1:
                    found[roots[0]] = later
        return found

    def _flatten(self, tokens: list[int]) -> list[int]:
        tree = self.tree
        found: list[int] = []
        for token in tokens:
            if token in self.names:
                found.append(token)
                continue
            if tree.is_relative_pronoun(token):
                found.extend(self.heads(token))
                continue
            named = [c for c in tree.children[token] if self.is_named_by(token, c)]
            if named and self.names[named[0]].label_ != "Place":  # "two firms, Unitree and UBTech,"
                found.extend(self.coordinated(named[0]))
                continue
            if tree.lemma[token] in self._phrases.partitives or tree.lemma[token] in self._phrases.fractions:
                inner = tree.preposition_objects(token, "of")
                if inner:
                    found.extend(head for i in inner for head in self._flatten(tree.conjuncts(i)))
                    continue
            if tree.lemma[token] in self._phrases.representatives:
                sent = [head for i in tree.preposition_objects(token, "from") for head in self.coordinated(i)]
                sent = [head for head in sent if head in self.names or head in self._antecedents]
                if sent:
                    found.extend(sent)
                    continue
            found.append(token)
            found.extend(self.members(token))
        return found

    def members(self, token: int) -> list[int]:
        """Return the names that a noun is said to include: "chipmakers such as Nvidia", "firms, among them BYD"."""
        tree = self.tree
        for child in tree.children[token]:
            if tree.dep[child] == "prep" and child > token:
                word = tree.lower[child]
                if word in self._phrases.members or (word == "as" and tree.lower[child - 1] == "such"):
                    named = [
                        t
                        for i in tree.children[child]
                        if tree.dep[i] == "pobj"
                        for t in self.coordinated(i)
                        if t in self.names
                    ]
                    if named:
                        return named
        for i in range(token + 2, min(token + 8, len(tree.lower) - 2)):  # "Chinese firms, ByteDance among them"
            if tree.lower[i : i + 2] == ["among", "them"] and i - 1 in self.names:
                last = self.names[i - 1]
                if tree.lower[last.start - 1] == "," and last.start - 2 <= token + 3:
                    return [last.root.i]
        end = max((i for c in tree.children[token] for i in [c] if tree.dep[c] == "prep"), default=token) + 3
        for i in range(token + 1, min(end, len(tree.lower) - 3)):
            if tree.lower[i : i + 3] in ([",", "among", "them"], [",", "including", "the"]) or tree.lower[
                i : i + 2
            ] == [",", "including"]:
                for start in (i + 2, i + 3):
                    span = self.names.get(start)
                    if span is not None and tree.dep[span.root.i] not in {"amod", "compound", "nmod"}:
                        # "among them Romania's Bitdefender", but not "including a Chinese national"
                        first = span.root.i if tree.dep[span.root.i] != "poss" else tree.head[span.root.i]
                        return [t for t in self.coordinated(first) if t in self.names]
        return []

    def coordinated(self, token: int) -> list[int]:
        """Return the token and what it is coordinated with, lists that the parser took apart included."""
        together = dict.fromkeys([*self.tree.conjuncts(token), *self._listed.get(token, ())])
        return [t for t in together if t == token or not (self._is_left_out(t) or self.is_rest(t))]

    def is_rest(self, noun: int) -> bool:
        """Return True for "other American firms" behind names: it says what they are, and names nobody else."""
        tree = self.tree
        if tree.dep[noun] != "conj" or noun in self.names:
            return False
        start = tree.noun_start(noun)
        while tree.tag[start] == "CD" or tree.lower[start] in {"several", "many", "most", "all", "some", "the"}:
            start += 1  # "and two other American firms"
        if tree.lower[start] != "other" or start >= noun:
            return False
        return any(t in self.names for t in tree.conjuncts(tree.first_conjunct(noun)) if t < noun)

    def _is_left_out(self, token: int) -> bool:
        """Return True for the latter part of "Huawei but not ZTE"."""
        return self.tree.lower[self.tree.noun_start(token) - 1] == "not" or any(
            self.tree.dep[c] == "neg" for c in self.tree.children[token]
        )

    def typed(self, argument: Argument, types: Collection[str]) -> Argument | None:
        """Return the argument with a class that the frame admits, or None if it has none such."""
        ancestors = self._ancestors.get(argument.type, frozenset())
        if any(t in ancestors for t in types):
            return argument
        maker = self._namesake(argument)
        if maker is not None:
            return self.typed(maker, types)
        if argument.soft and (argument.type != "Event" or argument.label.endswith("Forum")):
            for kind in _SOFT.get(argument.type, ()):
                if kind == "GovernmentBody" and not {"Country", "Agent"}.isdisjoint(types):
                    continue  # what states do is not guessed of a name
                wide = self._ancestors.get(kind, frozenset())
                if kind == "GovernmentBody" and not _may_be_body(argument.label):
                    continue
                if any(t in wide for t in types):
                    return replace(argument, type=kind)
        return None

    def _namesake(self, argument: Argument) -> Argument | None:
        """Return the firm that is called by its product: "Meta bought Manus", which Manus AI makes."""
        if argument.named and not argument.key and argument.type == "Software":
            return replace(argument, type="Company")  # "Bellmore bought Skovly, a delivery app"
        product = self._known.entities.get(argument.key)
        maker = self._known.entities.get(product.attributes.get("maker", "")) if product is not None else None
        if product is None or maker is None:
            return None
        names = (maker.label, *maker.aliases)
        if not any(f"{name} ".startswith(f"{product.label} ") for name in names):
            return None
        return replace(argument, label=maker.label, type=maker.type, key=maker.id)

    def speaker(self, token: int) -> Argument | None:
        """Return who is named as a source: an agent, or whom a noun says that can speak ("people", "sceptics")."""
        filled = self.fill(token, ("Agent",))
        if filled:
            return filled[0]
        tree = self.tree
        for head in self.heads(token):
            if tree.lemma[head] in self._phrases.speakers or self.is_human(head):
                start = self._content_start(head)
                return Argument(head, start, head + 1, self._label(start, head), "Group", named=False)
        return None
