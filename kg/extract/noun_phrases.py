"""One noun phrase at a time: names, common nouns, pronouns and descriptions to typed arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.extract import first_person
from kg.extract.named_phrases import Argument, NamedPhrases
from kg.extract.tree import Tree
from kg.gazetteer import Gazetteer
from kg.gazetteer.datelines import country_of_datelines

__all__ = ["Argument", "NounPhrases"]


class NounPhrases(NamedPhrases):
    """Reads the noun phrases of one parse."""

    def __init__(self, tree: Tree, known: Gazetteer) -> None:
        super().__init__(tree, known)
        self._antecedents: Mapping[int, list[tuple[int, ...]]] = tree.doc.user_data.get("antecedents", {})
        self._cache: dict[int, list[list[Argument]]] = {}

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
            described = self._described_by(token) if self._is_adjectival(span) else None
            return [[self.named(span if described is None else self.names[described])]]  # "X, a Michigan Republican"
        antecedents = self._antecedents.get(token)
        if tree.lower[token] in first_person.PRONOUNS and tree.tag[token] in {"PRP", "PRP$"}:
            antecedents = first_person.antecedents(self, token)
        if tree.pos[token] == "PRON" or tree.tag[token] in {"PRP", "PRP$", "DT", "CD"}:  # "both", "the two"
            return self._antecedent_readings(token, antecedents or [])
        if tree.pos[token] not in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return []
        for child in tree.children[token]:  # "the start-up SiCarrier", "its rival, AMD,"
            if self.is_named_by(token, child) and self.names[child].label_ != "Place":
                return [[self.named(self.names[child])]]
        described = self._called(token)
        if described is None:
            described = self._described_by(token)
        if described is not None:
            return [[self.named(self.names[described])]]
        if tree.lemma[token] in self._phrases.vehicles or self._is_active_facility(token):
            acting = self._vehicle(token)
            if acting or tree.lemma[token] in self._phrases.vehicles:
                return acting
        eponym = self._eponym(token)
        if eponym is not None:
            return [[eponym]]
        own = self._own_firm(token)
        if own is not None:
            return [[own]]
        countries = self._metonyms(token)
        if countries:
            return [countries]
        kind = self._kind(token)
        product = self._product_name(token, kind)
        if product is not None:
            return [[product]]
        if antecedents:
            resolved = self._antecedent_readings(token, antecedents)
            if resolved:
                return resolved
        if kind is None:
            return []
        if kind == "Person" and tree.tag[token] == "NNS" and self._is_of_state(token):
            kind = "Group"  # "EU ambassadors"
        if not self._stands_alone(token, kind):
            return []
        owner = self._owner(token, kind)
        start = self._content_start(token) if owner is None else owner
        if start < token and start in self.names:
            start = self.names[start].start  # "European Union ambassadors"
            start += tree.lower[start] == "the"
        last = self._with_subject(token) if kind == "GovernmentBody" else token
        return [[Argument(token, start, last + 1, self._label(start, last), kind, named=False)]]

    def _with_subject(self, body: int) -> int:
        """Return where the name of a body with what it deals with ends: "the House select committee on China"."""
        tree = self.tree
        for about in tree.preposition_objects(body, "on"):
            if tree.lower[body + 1] == "on" and (
                about == body + 2 or self.names.get(body + 2) is self.names.get(about)
            ):
                return about
        return body

    def _owner(self, token: int, kind: str) -> int | None:
        """Return where the label of a body that a named owner tells apart begins: "Denmark's parliament"."""
        if not self.is_kind(kind, "Agent") or kind == "Group":
            return None
        start = self.tree.noun_start(token)
        for c in self.tree.children[token]:
            if c not in self.names or c > token:
                continue
            span = self.names[c]
            owner = self.tree.tag[span.end] == "POS" and self.is_kind(span.label_, "Agent")
            if self.tree.dep[c] == "poss" or owner:
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

    def _antecedent_readings(self, token: int, antecedents: list[tuple[int, ...]]) -> list[list[Argument]]:
        tree = self.tree
        start = token if tree.pos[token] == "PRON" else tree.noun_start(token)
        result: list[list[Argument]] = []
        for group in antecedents:
            members: list[Argument] = []
            for antecedent in group:
                readings = self.readings(antecedent)
                if not readings or len(readings[0]) != 1:
                    if not result:
                        return []  # whatever the likeliest is, it is none of the others
                    break
                members.append(replace(readings[0][0], token=token, start=start, end=token + 1, resolved=True))
            else:
                result.append(members)
        return result

    def _metonyms(self, token: int) -> list[Argument]:
        """Return the country for "the Chinese government", "the Biden administration"; of "governments", each.

        "The government" of nobody is that of the country whose city the article is datelined from.
        """
        tree = self.tree
        if tree.lower[token] not in self._phrases.metonyms or tree.tag[token] == "NNPS":
            return []  # "the Coalition of Asian American Leaders"
        owners = [
            c for c in tree.children[token] if c in self.names and tree.dep[c] in {"amod", "compound", "poss", "nmod"}
        ]
        owners += [c for c in tree.preposition_objects(token, "of") if c in self.names]
        seats = [c for c in tree.preposition_objects(token, "in") if c in self.names]  # "the government in Belgrade"
        ruler = [self.first_antecedent(c) for c in tree.children[token] if tree.lower[c] in {"his", "her"}]
        owners += [
            r for r in ruler if r in self.names and self.names[r].label_ == "Person"
        ]  # "sued his administration"
        if tree.tag[token] == "NNS":  # "the Dutch and Japanese governments"
            owners = list(
                dict.fromkeys(each for owner in owners for each in tree.conjuncts(owner) if each in self.names)
            )
        found: list[Argument] = []
        for owner in [*owners, *seats]:
            key = self.names[owner].kb_id_
            if not key and owner in seats:
                key = self._known.capitals.get(self.names[owner].text.lower(), "")
            entity = self._known.entities.get(key)
            if entity is None or entity.type in {"Company", "ResearchOrganization", "MediaOutlet"}:
                continue  # "Huawei's leadership" is not China's
            if entity.type not in {"Country", "Bloc"} and entity.country:
                entity = self._known.entities.get(entity.country, entity)
            if entity.type in {"Country", "Bloc"}:
                found.append(
                    Argument(token, tree.noun_start(token), token + 1, entity.label, entity.type, key=entity.id)
                )
                if tree.tag[token] != "NNS":
                    break
        if not found and not owners and (home := self._government_at_home(token)):
            entity = self._known.entities[home]
            start = tree.noun_start(token)
            found.append(Argument(token, start, token + 1, entity.label, entity.type, key=home, resolved=True))
        return found

    def _government_at_home(self, token: int) -> str:
        """Return the key of the country whose "the government" is, where the dateline alone tells it."""
        tree = self.tree
        below = {tree.lower[c] for c in tree.children[token]}
        if tree.lower[token] != "government" or "the" not in below or self._antecedents.get(token):
            return ""
        if any(tree.dep[c] in {"prep", "relcl", "acl", "amod", "compound", "poss"} for c in tree.children[token]):
            return ""
        home = self.dateline_country()
        clause = tree.clause_of(token)
        while home and tree.dep[clause] == "ccomp" and tree.head[clause] != clause:
            clause = tree.head[clause]
            for c in tree.children[clause]:  # "Beijing said that the government would act"
                readings = self.readings(c) if tree.dep[c] == "nsubj" and c != token else []
                if readings and self.home_of(readings[0][0]) not in {"", home}:
                    return ""
        return home

    def _eponym(self, token: int) -> Argument | None:
        """Return who is called by its name and its kind: "the Teamsters union", "the MG brand"."""
        tree = self.tree
        span = self.names.get(token - 1)
        if tree.lemma[token] not in self._phrases.eponyms or span is None or tree.head[span.root.i] != token:
            return None
        if tree.dep[span.root.i] != "compound" or tree.tag[token] not in {"NN", "NNP"}:
            return None
        argument = self.named(span)
        if not self.is_kind(argument.type, "Agent") or argument.type in {"Country", "Bloc", "Person"}:
            return None
        return replace(argument, token=token, start=tree.noun_start(token), end=token + 1)

    def _own_firm(self, token: int) -> Argument | None:
        """Return the firm that a named person is known to lead: "Amodei said his company would not sell it"."""
        tree = self.tree
        if (self._kind(token) != "Company" and tree.lemma[token] != "group") or tree.tag[token] != "NN":
            return None
        for owner in tree.children[token]:
            if tree.tag[owner] != "PRP$":
                continue
            leader = self.first_antecedent(owner)
            for firm in first_person.offices(self, leader):  # "Foro's chairman, Jo Ek, said his company"
                if firm in self.names and (argument := self.named(self.names[firm])).type == "Company":
                    start = tree.noun_start(token)
                    return replace(argument, token=token, start=start, end=token + 1, resolved=True)
            for key in self.offices_of(leader, corporate=True):
                entity = self._known.entities[key]
                if entity.type == "Company":
                    start = tree.noun_start(token)
                    return Argument(token, start, token + 1, entity.label, entity.type, key=key, resolved=True)
        return None

    def _is_active_facility(self, token: int) -> bool:
        """Return True for a plant that does something, or at which something is done."""
        tree = self.tree
        if tree.lemma[token] not in self._phrases.facilities:
            return False
        if any(tree.dep[c] == "relcl" and tree.relative_subject(c) for c in tree.children[token]):
            return True  # "its factory in Dongguan, which makes components"
        return tree.dep[token] == "nsubj" or (tree.dep[token] == "pobj" and tree.dep[tree.head[token]] == "agent")

    def _vehicle(self, token: int) -> list[list[Argument]]:
        """Return who speaks through a text: "a US indictment accuses", "Huawei's statement said"."""
        tree = self.tree
        owners = [c for c in tree.children[token] if tree.dep[c] in {"poss", "compound", "amod", "nmod"}]
        owners += [t for preposition in ("by", "from") for t in tree.preposition_objects(token, preposition)]
        for owner in owners:
            if tree.is_relative_pronoun(owner):  # "TSMC, whose Arizona plant makes chips"
                described = tree.relative_head(tree.clause_of(owner))
                owner = owner if described is None else described
            readings = self.readings(owner)
            if readings and len(readings[0]) == 1 and self.is_kind(readings[0][0].type, "Agent"):
                if readings[0][0].type in {"Country", "Bloc"} and tree.lemma[token] in self._phrases.facilities:
                    continue  # "the French lab"
                return [[replace(readings[0][0], token=token)]]
        return []

    def _is_of_state(self, token: int) -> bool:
        """Return True for people before whom a country or bloc is named."""
        tree = self.tree
        return any(
            c in self.names and tree.dep[c] in {"amod", "compound"} and self.names[c].label_ in {"Country", "Bloc"}
            for c in tree.children[token]
        )

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
        if not plural and kind == "Company" and tree.lemma[token] in self._phrases.bare:
            # "a company that depends on China": no kind of firm
            described = any(tree.dep[c] in {"amod", "compound", "nmod"} for c in tree.children[token])
        if self.is_kind(kind, "Policy"):
            return True
        if kind == "GovernmentBody" and any(tree.dep[c] in {"compound", "nmod"} for c in tree.children[token]):
            return True  # "the science ministry", of the country at hand
        if plural and tree.lemma[token] in self._phrases.unnamed:
            return True  # "the hackers"
        return (plural and (described or not definite)) or (not definite and described)

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

    def led_by(self, token: int) -> set[str]:
        """Return the keys of what the gazetteer says the named person is or was at the head of."""
        span = self.names.get(token)
        entity = self._known.entities.get(span.kb_id_) if span is not None else None
        roles = entity.attributes.get("roles", ()) if entity is not None else ()
        return {role.entity for role in roles if role.relation == "leads"}

    def home_of(self, argument: Argument) -> str:
        """Return the key of the country that it is or is of, by its name or the gazetteer; empty if neither tells."""
        entity = self._known.entities.get(argument.key)
        if entity is not None:
            return entity.id if entity.type in {"Country", "Bloc"} else entity.country or ""
        spans = (self.names[i] for i in range(argument.start, argument.end) if i in self.names)
        return next((span.kb_id_ for span in spans if span.label_ in {"Country", "Bloc"}), "")

    def country(self, argument: Argument) -> Argument | None:
        """Return the country or bloc that the gazetteer says the argument is of, as an argument in its place."""
        entity = self._known.entities.get(argument.key)
        of = self._known.entities.get(entity.country or "") if entity is not None else None
        if of is None or of.type not in {"Country", "Bloc"}:
            return None
        return replace(argument, label=of.label, type=of.type, key=of.id, soft=False)

    def dateline_country(self) -> str:
        """Return the key of the country whose city the article is datelined from ("ABUJA - ..."), or nothing."""
        datelines = self.tree.doc.user_data.get("datelines", ())
        return country_of_datelines((self.tree.text[start:end] for start, end in datelines), self._known)

    def first_antecedent(self, token: int) -> int:
        """Return the token that a pronoun or description most likely stands for; any other token as it is."""
        antecedents = self._antecedents.get(token)
        return antecedents[0][0] if antecedents else token

    def is_person(self, token: int) -> bool:
        """Return True for the name of a person or a common noun for people."""
        span = self.names.get(token)
        return span.label_ == "Person" if span is not None else self.is_human(token)

    def is_organisation(self, token: int) -> bool:
        """Return True for what stands for an agent that is no person: a firm, a body, a country, a name of no class."""
        readings = self.readings(token)
        kinds = [argument.type for argument in readings[0]] if readings else []
        return any(not kind or (self.is_kind(kind, "Agent") and kind not in {"Person", "Group"}) for kind in kinds)

    def refers_back(self, token: int) -> bool:
        """Return True for a description or pronoun that has an antecedent."""
        return token in self._antecedents

    def classes_of(self, token: int) -> list[str]:
        """Return the classes of what the token names or refers to, wide ones included."""
        if token in self.names:
            argument = self.named(self.names[token])
        else:
            readings = self.readings(token)
            if not readings or len({each.type for each in readings[0]}) != 1:
                return []
            argument = readings[0][0]
        kinds = [argument.type]
        if argument.soft and any(ch.isdigit() for ch in argument.label):
            kinds = ["Product"]
        elif argument.soft and argument.type == "":
            kinds = ["Product", "Company"]
        return sorted({wide for kind in kinds for wide in self._ancestors.get(kind, ())})
