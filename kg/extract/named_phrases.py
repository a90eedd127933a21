"""What a name stands for: its class, the nouns that describe it, and the names that nouns give."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span

from kg import nouns, vocab
from kg.extract.phrases import load_phrases
from kg.extract.tree import Tree
from kg.gazetteer import Gazetteer

__all__ = ["Argument", "NamedPhrases"]

_SEATED = frozenset({"base", "headquarter", "domicile", "based", "headquartered"})
_WHERE = frozenset({"in", "near", "outside", "across", "throughout"})


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


class NamedPhrases:
    """Reads the names of one parse, and the common nouns beside them."""

    def __init__(self, tree: Tree, known: Gazetteer) -> None:
        self.tree = tree
        self._known = known
        self._phrases = load_phrases()
        self._nouns = nouns.load()
        self._ancestors = vocab.class_ancestors()
        doc = tree.doc
        self._things: dict[str, str] | None = None
        self.names: dict[int, Span] = {i: span for span in doc.spans["names"] for i in range(span.start, span.end)}

    @property
    def shares(self) -> frozenset[str]:
        """Lemmas of what one holds of a firm."""
        return self._phrases.shares

    def named(self, span: Span) -> Argument:
        """Return the argument that the name is."""
        root = span.root.i
        if span.kb_id_ and not any(ch.isupper() for ch in span.text) and self._is_told_apart(span):
            start = self._content_start(root)
            return Argument(root, start, span.end, self._label(start, span.end - 1), span.label_, named=False)
        label = span.id_ or span.text
        described = self._described(span) or self._described_elsewhere(span) if not span.kb_id_ else None
        soft = not span.kb_id_ and described is None and not self._is_location(span)
        kind = described or span.label_ or ("Place" if self._is_seat(root) else "")
        if soft and self._is_base(root):
            label, kind, soft = span.text, "Place", False  # and not short for a firm's name
        return Argument(root, span.start, span.end, label, kind, key=span.kb_id_, soft=soft)

    def _is_seat(self, token: int) -> bool:
        """Return True for a name of no known class that tells where a firm is: "HMN Technologies of Tianjin"."""
        tree = self.tree
        preposition = tree.head[token]
        firm = self.names.get(tree.head[preposition])
        return (
            tree.dep[token] == "pobj"
            and tree.lower[preposition] == "of"
            and firm is not None
            and firm.label_ == "Company"
        ) or self._is_before_firm(token)

    def _is_before_firm(self, token: int) -> bool:
        """Return True for an unknown name that says where a firm is: "a Waterloo maker", not "an Apple supplier"."""
        tree = self.tree
        noun = tree.head[token]
        return (
            tree.dep[token] in {"compound", "nmod"}
            and tree.lemma[noun] in self._phrases.placed
            and tree.doc[token].text.istitle()
            and tree.lower[token - 1] in {"a", "an"}
            and all(tree.pos[i] == "NOUN" and tree.doc[i].is_lower for i in range(token + 1, noun))
        )

    def _is_base(self, token: int) -> bool:
        """Return True for an unknown name before "-based": "the Neubiberg-based chipmaker"."""
        tree = self.tree
        above = tree.head[token]
        return above == token + 2 and tree.lower[token + 1] == "-" and tree.lemma[above] in _SEATED

    def _is_location(self, span: Span) -> bool:
        """Return True for a capital meant as a city, and for what the recogniser and the sentence take for a place."""
        if span.label_ != "Place":
            return False
        if span.text.lower() in self._known.capitals:
            return True
        preposition = self.tree.head[span.root.i]  # "in Georgia"
        return self.tree.dep[span.root.i] == "pobj" and self.tree.lower[preposition] in _WHERE

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
        kind_behind = self._kind(tree.head[root]) if tree.head[root] == span.end else None
        owned = before >= 0 and tree.tag[before] in {"POS", "PRP$", "WP$"}
        if kind_behind and owned and tree.dep[root] == "compound" and self.is_kind(kind_behind, "Technology"):
            return kind_behind  # "its Helios machine", "Foro's Rook processor"
        noun = self.naming_noun(root)
        if noun is not None and (kind := self._kind(noun)) not in {None, "Group", "Country"}:
            return kind
        head = tree.head[root]
        if (
            tree.dep[root] == "appos"
            and head not in self.names
            and (kind := self._kind(head)) is not None
            and (kind in {"Company", "ResearchOrganization"} or self.is_kind(kind, "Technology"))
        ):
            return kind  # "a second company, Finland's Kauppo", "its own chatbot, Dalil"
        for child in tree.children[root]:
            # directly behind the name: "Jo Ek of Foro, a think tank" describes Foro
            if tree.dep[child] == "appos" and child not in self.names and tree.noun_start(child) - 1 <= span.end:
                kind = self._kind(child)
                if kind and kind not in {"Group", "Country", "Technology"}:
                    return kind
        return None

    def _described_elsewhere(self, span: Span) -> str | None:
        """Return the class of thing that the text calls the name at another mention."""
        if self._things is None:
            spans = {other.start: other for other in self.names.values() if not other.kb_id_}
            kinds = ((other, self._described(other)) for other in spans.values())
            self._things = {
                other.id_ or other.text: kind for other, kind in kinds if kind and self.is_kind(kind, "Technology")
            }
        return self._things.get(span.id_ or span.text)

    def _called(self, token: int) -> int | None:
        """Return the name that the phrase itself gives: "a front called Sophgo", "the chip, known as Ascend 910D,"."""
        tree = self.tree
        for clause in tree.children[token]:  # "a group that Microsoft calls Salt Typhoon"
            if tree.dep[clause] in {"acl", "relcl"} and tree.lemma[clause] in self._phrases.naming:
                inner = [c for c in tree.children[clause] if tree.dep[c] in {"oprd", "dobj", "attr"}]
                for name in [*inner, *tree.preposition_objects(clause, "as")]:
                    if name in self.names:
                        return name
        return None

    def naming_noun(self, name: int) -> int | None:
        """Return the noun that a name is given to: "app" for X of "an app called X"."""
        tree = self.tree
        above = tree.head[name]
        for noun in (tree.head[above], tree.head[tree.head[above]]):
            if noun not in {name, above} and tree.pos[noun] == "NOUN" and self._called(noun) == name:
                return noun
        return None

    def _described_by(self, token: int) -> int | None:
        """Return the name that a description is said of: "Lumeris, an Eindhoven-based maker", "X is a firm that"."""
        tree = self.tree
        head, dep = tree.head[token], tree.dep[token]
        if dep == "appos" and head < token and (name := self.nearest_described(token, head)) is not None:
            return name
        if dep in {"compound", "nmod"} and token + 1 in self.names and self.names[token + 1].root.i == head:
            return head  # "the start-up Qinglan"
        if token + 1 in self.names and self.names[token + 1].start == token + 1:
            beside = self.names[token + 1]
            if beside.label_ in {"", "Company", "ResearchOrganization", "Person"} and tree.dep[beside.root.i] not in {
                "nsubj",
                "nsubjpass",
            }:
                return int(beside.root.i)  # the same, parsed apart: "add lidar maker Hesai to its list"
        before = tree.noun_start(token) - 2
        after_person = before in self.names and self.names[before].label_ == "Person" and tree.lower[before + 1] == ","
        if after_person and self._kind(token) == "Person":
            return int(self.names[before].root.i)  # "Robin Li, Baidu's co-founder", parsed as a list
        if dep == "attr" and tree.lemma[head] in {"be", "become", "remain"}:
            subject = tree.child(head, "nsubj")
            if subject is not None and subject in self.names:
                return subject
        return None

    def nearest_described(self, noun: int, head: int) -> int | None:
        """Return the name that an apposition describes, which is the one that it stands right behind.

        Of "Jo Ek of Foro, a think tank" it is Foro, of "OpenAI and MGX, an Abu Dhabi fund" MGX,
        whatever the parser hung it on: `head`.
        """
        tree = self.tree
        before = tree.noun_start(noun) - 2
        if before not in self.names or tree.lower[before + 1] != ",":
            return head if head in self.names else None
        nearest = int(self.names[before].root.i)
        if head not in self.names:
            if tree.is_verb(head):
                return nearest  # "refused to bow to Brussels, its accuser at the WTO"
            ends = tree.lower[noun + 1] in {",", ".", ";", "which", "that"}
            return nearest if ends or (self.is_agentive(noun) and not self.is_human(noun)) else None
        beside = nearest in tree.conjuncts(tree.first_conjunct(head))
        of_body = self.names[head].label_ == "Person" and self.is_agentive(noun) and not self.is_human(noun)
        return nearest if beside or of_body else head

    def is_named_by(self, noun: int, name: int) -> bool:
        """Return True if the name stands in apposition right behind the noun's phrase: "its rival in Europe, ASML,".

        What the parser hung on a noun over a verb or a second comma belongs to something else.
        """
        tree = self.tree
        if tree.dep[name] != "appos" or name not in self.names or name < noun:
            return False
        between = [i for i in range(noun + 1, self.names[name].start) if tree.head[i] != name]
        return sum(tree.lower[i] == "," for i in between) < 2 and not any(
            (tree.pos[i] == "VERB" and not (tree.head[i] == noun and tree.lower[i] in self._phrases.seated))
            or tree.tag[i] == "VBG"
            or (tree.lower[i].endswith("ing") and i not in self.names)
            for i in between
        )

    def _product_name(self, token: int, kind: str | None) -> Argument | None:
        """Return the name for "the H20 chips", "its Gemini model": the product, not the kind of thing."""
        span = self.names.get(token - 1)
        if span is None or self.tree.head[span.root.i] != token:
            return None
        argument = self.named(span)
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

    def _is_adjectival(self, span: Span) -> bool:
        """Return True for a name that may say what a person is: "a Michigan Republican", "the American who"."""
        return span.label_ == "PoliticalParty" or (
            span.label_ == "Country" and span.text.lower() in self._known.demonyms and self._is_of_person(span.root.i)
        )

    def _is_of_person(self, token: int) -> bool:
        above = self.names.get(self.tree.head[token])
        return self.tree.dep[token] == "appos" and above is not None and above.label_ == "Person"

    def shares_description(self, token: int) -> bool:
        """Return True if what precedes a name holds of the whole list: "carmakers BYD and SAIC", "Taiwan's A and B"."""
        span = self.names.get(token)
        if span is None:
            return True
        if any(self.tree.dep[c] == "relcl" and self.tree.lower[span.end] == "," for c in self.tree.children[token]):
            return False  # "Taiwan's TSMC, whose plant ..., and Micron"
        return span.start > 0 and self.tree.tag[span.start - 1] in {"NNS", "POS", "WP$", "PRP$"}

    def has_own_description(self, token: int) -> bool:
        """Return True for a name with an owner or nationality of its own: "Google's Gemini"."""
        span = self.names.get(token)
        before = span.start - 1 if span is not None else token - 1
        tree = self.tree
        if before < 0:
            return False
        if tree.tag[before] in {"POS", "PRP$"} or before in self.names:
            return True
        if any(self._is_town(c) for c in tree.preposition_objects(token, "of")):
            return True  # "Kenya's Safaricom and MTN of South Africa"
        described = tree.head[token] if tree.dep[token] == "appos" else token  # "Shenzhen-based rival UBTech"
        start = tree.noun_start(described)
        return span is not None and any(
            i < span.start and (tree.tag[i] in {"VBN", "POS", "PRP$"} or i in self.names)
            for i in range(start, span.start)
        )

    def _is_town(self, token: int) -> bool:
        return token in self.names and self.names[token].label_ in {"Place", "Country"}

    def is_made_by_another(self, argument: Argument, token: int) -> bool:
        """Return True if somebody else is known to make it than the name at the token: Kuiper and Starlink."""
        first = self.names.get(token)
        known = self._known.entities.get(argument.key), self._known.entities.get(first.kb_id_ if first else "")
        makers = [entity.attributes.get("maker") for entity in known if entity is not None]
        return len(makers) == len(known) and None not in makers and makers[0] != makers[1]

    def mentions(self, token: int) -> list[int]:
        """Return the heads of all mentions of the name at the token, in reading order; of a common noun, itself."""
        span = self.names.get(token)
        if span is None:
            return [token]
        return sorted({other.root.i for other in self.names.values() if other.id_ == span.id_})

    def _kind(self, token: int) -> str | None:
        tree = self.tree
        words = [
            tree.lemma[i] if tree.tag[i] == "NNS" or i == token else tree.lower[i]
            for i in range(max(0, token - 3), token + 1)
        ]
        kind = self._nouns.classify(words)
        if kind is None and tree.tag[token] == "NNS":
            kind = self._nouns.classify([*words[:-1], tree.lower[token]])  # "the controls", but not "control"
        if kind is not None and tree.pos[token] in {"ADJ", "NUM"}:
            return None
        return kind

    def is_kind(self, kind: str, wide: str) -> bool:
        """Return True if the class is the other or one of its subclasses."""
        return wide in self._ancestors.get(kind, ())

    def is_a_kind(self, key: str) -> bool:
        """Return True for a known product that is a kind of thing and nobody's own: "DRAM", "AI chips"."""
        entity = self._known.entities.get(key)
        if entity is None or "maker" in entity.attributes or not self.is_kind(entity.type, "Product"):
            return False
        if any(ch.isdigit() for ch in entity.label):
            return False  # "HBM3E"
        return "broader" in entity.attributes or entity.label[0].islower()

    def is_agentive(self, noun: int) -> bool:
        """Return True for a common noun that names a kind of agent: "unit", "company", "ally"."""
        kind = self._kind(noun)
        return kind is not None and self.is_kind(kind, "Agent") and kind not in {"Bloc", "InternationalOrganization"}

    def is_money(self, token: int) -> bool:
        """Return True for a sum of money: "$5bn", "600mn euros", but not for a share of one."""
        tree = self.tree
        if tree.lower[token] in {"%", "percent", "cent"}:
            return False
        if tree.doc[token].ent_type_ == "MONEY" or (token > 0 and tree.tag[token - 1] == "$"):
            return True
        counted = token > 0 and (tree.tag[token - 1] == "CD" or tree.lower[token - 1][:1].isdigit())
        return counted and not {tree.lemma[token], tree.lower[token]}.isdisjoint(self._phrases.currencies)

    def is_undergone(self, owner: int) -> bool:
        """Return True for the owner of what befalls it, or is its own by nature: "its inclusion", "its neighbour"."""
        owned = self.tree.head[owner]
        return self.tree.lemma[owned] in self._phrases.undergone or self.is_agentive(owned)

    def is_goods(self, noun: int) -> bool:
        """Return True for a common noun for a technology or product."""
        kind = self._kind(noun)
        return noun not in self.names and kind is not None and self.is_kind(kind, "Technology")

    def is_human(self, noun: int) -> bool:
        """Return True for a common noun for people: "analyst", "president", but not "group"."""
        kind = self._kind(noun)
        return kind == "Person" or (kind == "Group" and self.tree.lemma[noun] not in self._phrases.organisations)

    def _content_start(self, token: int) -> int:
        tree = self.tree
        start = tree.noun_start(token)
        for i in range(token - 1, start - 1, -1):
            if tree.tag[i] == "CD" and (tree.tag[i + 1] == "HYPH" or not tree.doc[i].whitespace_):
                continue  # "5-nanometre chips", "2nm chips"
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
                "only",
                "same",
                "very",
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
