"""From a token that fills a role to typed arguments: names, common nouns, pronouns, coordinations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span

from kg import nouns, vocab
from kg.extract.tree import Tree
from kg.gazetteer import Gazetteer
from kg.resources import load_yaml, ontology_dir

__all__ = ["Argument", "Arguments", "Phrases", "load_phrases"]


@dataclass(frozen=True, slots=True)
class Argument:
    """What a role is filled with, after coreference."""

    token: int
    """Head token of the mention as it stands."""
    start: int
    """First token of the mention."""
    end: int
    """Past the last token of the mention."""
    label: str
    type: str
    """Local name of a class; empty if nothing tells."""
    key: str = ""
    """Key in the gazetteer; empty if unknown."""
    soft: bool = False
    """True if the type is only a guess and may give way to what the frame asks for."""
    named: bool = True
    resolved: bool = False
    """True if a pronoun or description was resolved to it."""

    @property
    def identity(self) -> str:
        """What makes two arguments the same: the known entity, else the name."""
        return self.key or self.label.casefold()


@dataclass(frozen=True, slots=True)
class Phrases:
    """`ontology/arguments.yaml`."""

    partitives: frozenset[str]
    representatives: frozenset[str]
    prepositional_control: frozenset[str]
    metonyms: frozenset[str]
    corporate_titles: frozenset[str]
    speakers: frozenset[str]
    members: frozenset[str]
    copulas: frozenset[str]
    referring: frozenset[str]
    subject_control: frozenset[str]
    object_control_prepositions: frozenset[str]
    portfolios: frozenset[str]
    vehicles: frozenset[str]


@cache
def load_phrases() -> Phrases:
    """Return the noun-phrase knowledge of the ontology."""
    data = load_yaml(ontology_dir() / "arguments.yaml")
    return Phrases(**{name: frozenset(map(str, values)) for name, values in data.items()})


# A name of no known type, or of one that the recogniser guessed, may be one of these.
_SOFT: Mapping[str, tuple[str, ...]] = {
    "": ("Company", "Product", "Person", "Group", "ResearchOrganization", "Technology"),
    "Company": ("Product", "ResearchOrganization", "GovernmentBody", "Technology", "Law"),
    "Person": ("Company", "Product"),
    "Place": ("Company", "Product"),
    "Product": ("Technology",),
    "Group": ("Company", "Product", "PoliticalParty"),
    "GovernmentBody": ("Company",),
    "ResearchOrganization": ("Company",),
    "Law": ("Company", "TradeMeasure", "Strategy"),
}


class Arguments:
    """Resolves the tokens of one parse to arguments."""

    def __init__(self, tree: Tree, known: Gazetteer) -> None:
        self.tree = tree
        self._known = known
        self._phrases = load_phrases()
        self._nouns = nouns.load()
        self._ancestors = vocab.class_ancestors()
        doc = tree.doc
        self.names: dict[int, Span] = {i: span for span in doc.spans["names"] for i in range(span.start, span.end)}
        self._antecedents: Mapping[int, list[tuple[int, ...]]] = doc.user_data.get("antecedents", {})
        self._cache: dict[int, list[list[Argument]]] = {}
        self._listed = self._find_lists()

    # -- what fills a role ----------------------------------------------------------------------

    def fill(
        self, token: int, types: Collection[str], avoid: Collection[str] = (), *, alone: bool = False
    ) -> list[Argument]:
        """Return the arguments that the token and its coordination stand for, of the admitted types.

        `types` are class names, met by subclasses. `avoid` are identities that a pronoun here
        cannot stand for (the other argument of the same predicate). `alone` leaves the coordination out.
        """
        found: list[Argument] = []
        for head in [token] if alone else self.heads(token):
            for rank, group in enumerate(self.readings(head)):
                # a lower-ranked antecedent counts only if its type is sure
                typed = [self.typed(a if rank == 0 else replace(a, soft=False), types) for a in group]
                fits = [argument for argument in typed if argument is not None]
                if len(fits) == len(group) and not any(a.resolved and a.identity in avoid for a in fits):
                    found.extend(a for a in fits if all(a.identity != b.identity for b in found))
                    break
        return found

    def heads(self, token: int) -> list[int]:
        """Return the heads of the noun phrases that the token stands for, coordination distributed."""
        tree = self.tree
        if tree.is_relative_pronoun(token):
            verb = tree.clause_of(token)
            noun = tree.relative_head(verb)
            if noun is None:
                noun = self._noun_before(token)
            if noun is None:
                return []
            if tree.lower[token] in {"who", "whom"}:
                noun = self._human_above(noun)
            everyone = tree.lemma[verb] == "have" or tree.tag[verb] in {"VBP", "VBN", "VBD", "VB", "VBG"}
            last = tree.conjuncts(noun)
            return self._flatten(last if everyone and len(last) > 1 and tree.dep[noun] != "conj" else [noun])
        return self._flatten(self.coordinated(token))

    def _human_above(self, noun: int) -> int:
        """Return the person that "who" refers to where the parser took the nearest noun: "the owner of xAI, who ..."."""
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

    def _noun_before(self, token: int) -> int | None:
        """Return the noun or name that ends right before the comma of a relative clause read as something else."""
        tree = self.tree
        first = tree.sentences[tree.sentence[token]][0]
        for i in range(token - 1, max(first, token - 5) - 1, -1):
            if i in self.names:
                root = self.names[i].root.i
                return self.tree.first_conjunct(root)
            if tree.pos[i] == "NOUN":
                return i
        return None

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
            if tree.lemma[token] in self._phrases.partitives:
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
        end = max((i for c in tree.children[token] for i in [c] if tree.dep[c] == "prep"), default=token) + 3
        for i in range(token + 1, min(end, len(tree.lower) - 3)):
            if tree.lower[i : i + 3] in ([",", "among", "them"], [",", "including", "the"]) or tree.lower[
                i : i + 2
            ] == [",", "including"]:
                for start in (i + 2, i + 3):
                    span = self.names.get(start)
                    if span is not None:
                        return [t for t in self.coordinated(span.root.i) if t in self.names]
        return []

    def coordinated(self, token: int) -> list[int]:
        """Return the token and what it is coordinated with, lists that the parser took apart included."""
        return list(dict.fromkeys([*self.tree.conjuncts(token), *self._listed.get(token, ())]))

    # -- one noun phrase ------------------------------------------------------------------------

    def readings(self, token: int) -> list[list[Argument]]:
        """Return what the noun phrase may stand for, likeliest first; each reading is one or more arguments."""
        if token not in self._cache:
            self._cache[token] = []  # a cycle of antecedents ends here
            self._cache[token] = self._read(token)
        return self._cache[token]

    def _read(self, token: int) -> list[list[Argument]]:
        tree = self.tree
        span = self.names.get(token)
        if span is not None:
            described = self._described_by(token) if span.label_ == "PoliticalParty" else None
            return [[self._named(span if described is None else self.names[described])]]  # "X, a Michigan Republican"
        antecedents = self._antecedents.get(token)
        if tree.pos[token] == "PRON" or tree.tag[token] in {"PRP", "PRP$"}:
            return self._antecedent_readings(token, antecedents or [])
        if tree.pos[token] not in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return []
        for child in tree.children[token]:  # "the start-up SiCarrier", "its rival, AMD,"
            if tree.dep[child] == "appos" and child in self.names and self.names[child].label_ != "Place":
                return [[self._named(self.names[child])]]
        described = self._described_by(token)
        if described is not None:
            return [[self._named(self.names[described])]]
        if tree.lemma[token] in self._phrases.vehicles:
            return self._vehicle(token)
        country = self._metonym(token)
        if country is not None:
            return [[country]]
        kind = self._kind(token)
        product = self._product_name(token, kind)
        if product is not None:
            return [[product]]
        if kind is None:
            return []
        if antecedents:
            resolved = self._antecedent_readings(token, antecedents)
            if resolved:
                return resolved
        if not self._stands_alone(token, kind):
            return []
        owner = self._owner(token, kind)
        start = self._content_start(token) if owner is None else owner
        return [[Argument(token, start, token + 1, self._label(start, token), kind, named=False)]]

    def _owner(self, token: int, kind: str) -> int | None:
        """Return where the label of a body that a named owner tells apart begins: "Denmark's parliament"."""
        if not self.is_kind(kind, "Agent") or kind == "Group":
            return None
        start = self.tree.noun_start(token)
        for c in self.tree.children[token]:
            if c not in self.names or c > token:
                continue
            span = self.names[c]
            if self.tree.dep[c] == "poss":
                nearest = [
                    self.names[i]
                    for i in range(start, token)
                    if i in self.names and self.tree.tag[self.names[i].end] == "POS"
                ]
                return (nearest or [span])[-1].start
            if (
                kind == "GovernmentBody"
                and self.tree.dep[c] in {"amod", "compound"}
                and span.label_ in {"Country", "Bloc"}
            ):
                return span.start  # "the Russian army"
        return None

    def _named(self, span: Span) -> Argument:
        root = span.root.i
        if span.kb_id_ and not any(ch.isupper() for ch in span.text) and self._is_told_apart(span):
            start = self._content_start(root)
            return Argument(root, start, span.end, self._label(start, span.end - 1), span.label_, named=False)
        label = span.id_ or span.text
        described = self._described(span) if not span.kb_id_ else None
        soft = not span.kb_id_ and described is None
        return Argument(root, span.start, span.end, label, described or span.label_, key=span.kb_id_, soft=soft)

    def _is_told_apart(self, span: Span) -> bool:
        """Return True for a known kind of goods that a name before it narrows: "Chinese electric vehicles"."""
        if self.is_kind(span.label_, "TechnologyField"):
            return False
        return any(
            i in self.names and self.names[i].label_ in {"Country", "Bloc", "Company"} and self.tree.dep[i] != "poss"
            for i in range(self.tree.noun_start(span.root.i), span.start)
        )

    def _described(self, span: Span) -> str | None:
        """Return the class that the words around an unknown name give it ("start-up X", "X, a chipmaker,")."""
        tree = self.tree
        root = span.root.i
        before = span.start - 1
        if before >= 0 and tree.pos[before] == "NOUN" and tree.head[before] == root:
            kind = self._kind(before)
            if kind and self.is_kind(kind, "Agent") != self.is_kind(kind, "Product") and kind not in {"Group"}:
                return kind
        for child in tree.children[root]:
            # directly behind the name: "Jo Ek of Foro, a think tank" describes Foro
            if tree.dep[child] == "appos" and child not in self.names and tree.noun_start(child) - 1 <= span.end:
                kind = self._kind(child)
                if kind and kind not in {"Group", "Country", "Technology"}:
                    return kind
        return "Person" if span.label_ == "Person" and len(span) > 1 else None

    def _described_by(self, token: int) -> int | None:
        """Return the name that a description is said of: "Lumeris, an Eindhoven-based maker", "X is a firm that"."""
        tree = self.tree
        head, dep = tree.head[token], tree.dep[token]
        if dep == "appos" and head in self.names and head < token:
            return head
        if dep in {"compound", "nmod"} and token + 1 in self.names and self.names[token + 1].root.i == head:
            return head  # "the start-up Qinglan"
        if token + 1 in self.names and self.names[token + 1].start == token + 1:
            beside = self.names[token + 1]
            if beside.label_ in {"", "Company", "ResearchOrganization", "Person"} and tree.dep[beside.root.i] not in {
                "nsubj",
                "nsubjpass",
            }:
                return int(beside.root.i)  # the same, parsed apart: "add lidar maker Hesai to its list"
        if dep == "attr" and tree.lemma[head] == "be":
            subject = tree.child(head, "nsubj")
            if subject is not None and subject in self.names:
                return subject
        return None

    def _antecedent_readings(self, token: int, antecedents: list[tuple[int, ...]]) -> list[list[Argument]]:
        tree = self.tree
        start = token if tree.pos[token] == "PRON" else tree.noun_start(token)
        result = []
        for group in antecedents:
            members: list[Argument] = []
            for antecedent in group:
                readings = self.readings(antecedent)
                if not readings or len(readings[0]) != 1:
                    break
                members.append(replace(readings[0][0], token=token, start=start, end=token + 1, resolved=True))
            else:
                result.append(members)
        return result

    def _metonym(self, token: int) -> Argument | None:
        """Return the country for "the Chinese government", "the Biden administration"."""
        tree = self.tree
        if tree.lower[token] not in self._phrases.metonyms:
            return None
        owners = [
            c for c in tree.children[token] if c in self.names and tree.dep[c] in {"amod", "compound", "poss", "nmod"}
        ]
        owners += [c for c in tree.preposition_objects(token, "of") if c in self.names]
        for owner in owners:
            key = self.names[owner].kb_id_
            entity = self._known.entities.get(key)
            if entity is None:
                continue
            if entity.type not in {"Country", "Bloc"} and entity.country:
                entity = self._known.entities.get(entity.country, entity)
            if entity.type in {"Country", "Bloc"}:
                return Argument(token, tree.noun_start(token), token + 1, entity.label, entity.type, key=entity.id)
        return None

    def _vehicle(self, token: int) -> list[list[Argument]]:
        """Return who speaks through a text: "a US indictment accuses", "Huawei's statement said"."""
        tree = self.tree
        owners = [c for c in tree.children[token] if tree.dep[c] in {"poss", "compound", "amod", "nmod"}]
        owners += [t for preposition in ("by", "from") for t in tree.preposition_objects(token, preposition)]
        for owner in owners:
            readings = self.readings(owner)
            if readings and len(readings[0]) == 1 and self.is_kind(readings[0][0].type, "Agent"):
                return [[replace(readings[0][0], token=token)]]
        return []

    def _kind(self, token: int) -> str | None:
        tree = self.tree
        words = [
            tree.lemma[i] if tree.tag[i] == "NNS" or i == token else tree.lower[i]
            for i in range(max(0, token - 3), token + 1)
        ]
        kind = self._nouns.classify(words)
        if kind is not None and tree.pos[token] in {"ADJ", "NUM"}:
            return None
        return kind

    def _product_name(self, token: int, kind: str | None) -> Argument | None:
        """Return the name for "the H20 chips", "its Gemini model": the product, not the kind of thing."""
        span = self.names.get(token - 1)
        if span is None or self.tree.head[span.root.i] != token:
            return None
        argument = self._named(span)
        if kind is None and not self.is_kind(argument.type, "Product"):
            return None  # "its T-9 accelerator"
        if kind is not None and not self.is_kind(kind, "Technology"):
            return None
        if argument.key and not self.is_kind(argument.type, "Product"):
            return None
        if (
            not argument.key
            and argument.type not in {"", "Product", kind}
            and not any(ch.isdigit() for ch in argument.label)
        ):
            return None
        known = argument.key != ""
        return replace(
            argument, token=token, end=token + 1, type=argument.type if known or kind is None else kind, soft=False
        )

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

    def _stands_alone(self, token: int, kind: str) -> bool:
        """Return True if a common noun without antecedent may be an argument."""
        tree = self.tree
        if not any(self.is_kind(kind, wide) for wide in self._phrases.referring):
            return True
        if kind == "Person" and self._owner(token, kind) is not None:
            return True
        if kind in {"Person", "Country", "Place", "Event"}:
            return False
        definite = any(
            tree.lower[c] in {"the", "this", "that", "these", "those"} for c in tree.children[token] if c < token
        )
        if self._owner(token, kind) is not None:
            return True
        described = any(
            tree.dep[c] in {"amod", "compound", "nmod", "acl", "relcl", "prep"} for c in tree.children[token]
        )
        plural = tree.tag[token] == "NNS"
        if self.is_kind(kind, "Policy"):
            return True
        return (plural and (described or not definite)) or (not definite and described)

    def is_kind(self, kind: str, wide: str) -> bool:
        """Return True if the class is the other or one of its subclasses."""
        return wide in self._ancestors.get(kind, ())

    def _content_start(self, token: int) -> int:
        tree = self.tree
        start = tree.noun_start(token)
        for i in range(token - 1, start - 1, -1):
            if tree.tag[i] == "CD" and tree.tag[i + 1] == "HYPH":
                continue  # "5-nanometre chips"
            boundary = tree.tag[i] in {"DT", "PRP$", "POS", "CD", "PDT", "WP$"} or tree.dep[i] in {
                "det",
                "predet",
                "case",
                "nummod",
                "quantmod",
                "poss",
            }
            if boundary or tree.lower[i] in {
                "many",
                "several",
                "some",
                "other",
                "more",
                "most",
                "such",
                "own",
                "any",
                "certain",
                "few",
            }:
                if tree.lower[i] in {"more", "most"} and i + 1 < token and tree.dep[i] == "advmod":
                    continue
                return i + 1
        while start < token and not any(ch.isalnum() for ch in tree.lower[start]):
            start += 1
        while start < token and tree.tag[start] in {"``", "''", "-LRB-", "HYPH", ",", ":"}:
            start += 1
        return start

    def _label(self, start: int, token: int) -> str:
        tree = self.tree
        doc = tree.doc
        words = []
        for i in range(start, token + 1):
            keep = (
                tree.tag[i] in {"NNP", "NNPS"}
                or i in self.names
                or doc[i].text.isupper()
                or any(ch.isdigit() for ch in doc[i].text)
            )
            words.append((doc[i].text if keep else tree.lower[i]) + (doc[i].whitespace_ if i < token else ""))
        return "".join(words).strip("“”\"' ")

    def typed(self, argument: Argument, types: Collection[str]) -> Argument | None:
        """Return the argument with a class that the frame admits, or None if it has none such."""
        ancestors = self._ancestors.get(argument.type, frozenset())
        if any(t in ancestors for t in types):
            return argument
        if argument.soft:
            for kind in _SOFT.get(argument.type, ()):
                wide = self._ancestors.get(kind, frozenset())
                if any(t in wide for t in types):
                    return replace(argument, type=kind)
        return None

    def offices_of(self, token: int, *, corporate: bool) -> list[str]:
        """Return the keys of where the gazetteer says the named person holds office.

        For a corporate title the organisations, for a public one the country before them.
        """
        span = self.names.get(token)
        entity = self._known.entities.get(span.kb_id_) if span is not None else None
        if entity is None:
            return []
        held = [role.entity for role in entity.attributes.get("roles", ())]
        return held if corporate else [*([entity.country] if entity.country else []), *held]

    def shares_description(self, token: int) -> bool:
        """Return True if what precedes a name holds of the whole list: "Chinese carmakers BYD and SAIC", "Taiwan's A and B"."""
        span = self.names.get(token)
        return span is None or (span.start > 0 and self.tree.tag[span.start - 1] in {"NNS", "POS"})

    def is_agentive(self, noun: int) -> bool:
        """Return True for a common noun that names a kind of agent: "unit", "company", "ally"."""
        kind = self._kind(noun)
        return kind is not None and self.is_kind(kind, "Agent")

    def is_goods(self, noun: int) -> bool:
        """Return True for a common noun for a technology or product."""
        kind = self._kind(noun)
        return noun not in self.names and kind is not None and self.is_kind(kind, "Technology")

    def is_human(self, noun: int) -> bool:
        """Return True for a common noun for people: "analyst", "president"."""
        return self._kind(noun) in {"Person", "Group"}

    def refers_back(self, token: int) -> bool:
        """Return True for a description or pronoun that has an antecedent."""
        return token in self._antecedents

    def classes_of(self, token: int) -> list[str]:
        """Return the classes of what the token names or refers to, wide ones included."""
        readings = self.readings(token)
        if not readings or len(readings[0]) != 1:
            return []
        argument = readings[0][0]
        kinds = [argument.type]
        if argument.soft and any(ch.isdigit() for ch in argument.label):
            kinds = ["Product"]
        elif argument.soft and argument.type == "":
            kinds = ["Product", "Company"]
        return sorted({wide for kind in kinds for wide in self._ancestors.get(kind, ())})
