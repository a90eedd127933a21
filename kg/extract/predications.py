"""Predicates and what fills their roles: voice, control, relative clauses and light verbs undone.

A Predication answers `role("subject")`, `role("with")` with head tokens; it does so on demand, as
most roles of most words are never asked for. "Subject" is the deep one: active and passive,
"Washington sanctioned Huawei", "Huawei, sanctioned by Washington" and "sanctions that Washington
imposed on Huawei", come out the same.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.arguments import Arguments, Phrases
from kg.extract.tree import Tree

__all__ = ["Clauses", "Predication"]

_MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod", "nummod"})
_PREDICATIVE = frozenset({"attr", "oprd", "acomp", "dobj"})


class Clauses:
    """The clause structure of one parse: who does what to whom, per verb and noun."""

    def __init__(self, tree: Tree, arguments: Arguments, phrases: Phrases, light: frozenset[str]) -> None:
        self.tree = tree
        self.arguments = arguments
        self.phrases = phrases
        self.light = light
        self._surface: dict[int, list[int]] = {}

    # -- verbs ----------------------------------------------------------------------------------

    def surface_subject(self, verb: int) -> list[int]:
        """Return the tokens that the verb agrees with or that control it, before voice is undone."""
        if verb not in self._surface:
            self._surface[verb] = []
            self._surface[verb] = self._find_surface_subject(verb)
        return self._surface[verb]

    def _find_surface_subject(self, verb: int) -> list[int]:
        tree = self.tree
        for c in tree.children[verb]:
            if tree.dep[c] in {"nsubj", "nsubjpass"} and tree.tag[c] != "EX":
                return [c]
        head, dep = tree.head[verb], tree.dep[verb]
        if dep == "conj" and (tree.is_verb(head) or tree.pos[head] == "ADJ"):
            return self.surface_subject(head)
        if dep in {"xcomp", "ccomp"} and head != verb:
            return self._controller(verb, head)
        if dep == "relcl":
            return [head]
        if dep == "acl":
            return self._noun_controller(verb, head)
        if dep == "amod":
            return [head]
        if (
            dep == "advcl"
            and tree.is_verb(head)
            and self._infinitive(verb)
            and (asked := self.prepositional_controller(head, verb))
        ):
            return asked
        if dep == "advcl":
            return (
                self.surface_subject(head)
                if tree.is_verb(head)
                else [head]
                if tree.pos[head] in {"NOUN", "PROPN"}
                else []
            )
        if dep == "pcomp":
            return self._gerund_controller(head)
        if dep == "prep" and head != verb and tree.is_verb(head):  # "following", "including" as verbs
            return self.surface_subject(head)
        return []

    def _controller(self, verb: int, head: int) -> list[int]:
        tree = self.tree
        if tree.is_verb(head):
            if tree.lemma[head] not in self.phrases.subject_control:
                for c in tree.children[head]:
                    if tree.dep[c] in {"dobj", "dative"} and c < verb and not tree.is_relative_pronoun(c):
                        return [c]
                asked = self.prepositional_controller(head, verb)
                if asked:
                    return asked
            return self.surface_subject(head)
        if tree.pos[head] == "ADJ":
            if tree.dep[head] in {"acomp", "oprd"}:
                return self.surface_subject(tree.head[head])
            if tree.dep[head] in {"amod", "ROOT", "advcl", "conj"}:
                return self.surface_subject(head) or [tree.head[head]]
        if tree.pos[head] in {"NOUN", "PROPN"}:
            return self._noun_controller(verb, head)
        return []

    def prepositional_controller(self, head: int, verb: int) -> list[int]:
        """Return who is to act in "called on X to act", "relied on X to supply it"."""
        tree = self.tree
        for c in tree.children[head]:
            if head < c < verb and f"{tree.lemma[head]} {tree.lower[c]}" in self.phrases.prepositional_control:
                return [o for o in tree.children[c] if tree.dep[o] == "pobj"]
        return []

    def _noun_controller(self, verb: int, noun: int) -> list[int]:
        """Return who does what hangs on a noun: "chips made ...", "Beijing's plan to ...", "the first firm to ..."."""
        tree = self.tree
        if tree.tag[verb] in {"VBG", "VBN", "VBD"} and not self._infinitive(verb):
            return [noun]
        if any(
            argument for reading in self.arguments.readings(noun) for argument in reading if argument.type != "Event"
        ) and not self._is_plan(noun):
            return (
                [noun]
                if any(self.arguments.is_kind(a.type, "Agent") for r in self.arguments.readings(noun) for a in r)
                else []
            )
        return self.noun_actor(noun)

    def _is_plan(self, noun: int) -> bool:
        return any(
            self.arguments.is_kind(a.type, "Policy") for reading in self.arguments.readings(noun) for a in reading
        )

    def _infinitive(self, verb: int) -> bool:
        return any(self.tree.dep[c] == "aux" and self.tree.lower[c] == "to" for c in self.tree.children[verb])

    def noun_actor(self, noun: int) -> list[int]:
        """Return the tokens that may name who does what an event noun says, likeliest first."""
        tree = self.tree
        found = [c for c in tree.children[noun] if tree.dep[c] == "poss"]
        found += tree.preposition_objects(noun, "by")
        verb = self.light_verb(noun, any_verb=True)
        if verb is not None:
            found += self.deep_subject(verb)
        found += [
            c for c in tree.children[noun] if tree.dep[c] in {"compound", "amod", "nmod"} and c in self.arguments.names
        ]
        return found[:1] if found else []

    def _gerund_controller(self, preposition: int) -> list[int]:
        tree = self.tree
        governor = tree.head[preposition]
        if tree.is_verb(governor):
            if tree.lower[preposition] in self.phrases.object_control_prepositions:
                patient = self.deep_object(governor)
                if patient:
                    return patient
            return self.surface_subject(governor)
        if tree.pos[governor] in {"NOUN", "PROPN"}:
            # "its plan for building", but not "the importance of X in building"
            return self.noun_actor(governor) if tree.lower[preposition] in {"of", "for", "to", "on", "at"} else []
        if tree.pos[governor] == "ADJ" and tree.dep[governor] in {"acomp", "oprd"}:
            return self.surface_subject(tree.head[governor])
        return []

    def deep_subject(self, verb: int) -> list[int]:
        """Return who does it: the active subject, or the passive's by-phrase."""
        tree = self.tree
        if tree.is_passive(verb):
            agents = [t for t in tree.preposition_objects(verb, "by") if tree.dep[t] == "pobj"]
            for c in tree.children[verb]:  # "was accused of spying by X"
                if not agents and tree.dep[c] == "prep":
                    agents = [
                        t for v in tree.children[c] if tree.dep[v] == "pcomp" for t in tree.preposition_objects(v, "by")
                    ]
            if agents:
                return agents
            # "Huawei-backed", "state-owned": the left part of a hyphenated participle
            return [
                c
                for c in tree.children[verb]
                if tree.dep[c] in {"npadvmod", "compound", "nsubj"} and c < verb and verb - c <= 2
            ]
        return self.surface_subject(verb)

    def deep_object(self, verb: int) -> list[int]:
        """Return whom it is done to: the active object, or the passive's subject."""
        tree = self.tree
        if tree.is_passive(verb):
            return self.surface_subject(verb) + [c for c in tree.children[verb] if tree.dep[c] == "dobj"]
        found = [c for c in tree.children[verb] if tree.dep[c] == "dobj"]
        if not found:
            gap = self._gap(verb)
            if gap is not None:
                return [gap]
            for c in tree.children[verb]:  # "urged China to cut", read as a clause with a subject
                if tree.dep[c] == "ccomp" and self._infinitive(c):
                    return [s for s in tree.children[c] if tree.dep[s] in {"nsubj", "nsubjpass"}]
            if tree.dep[verb] == "conj" and tree.is_verb(tree.head[verb]):
                return self._shared_object(verb)
        return found

    def _gap(self, verb: int) -> int | None:
        """Return the noun that a relative clause leaves out as its object ("the chips Nvidia sells")."""
        tree = self.tree
        noun = tree.relative_head(verb)
        if noun is None:
            return None
        subject = self.surface_subject(verb)
        if not subject or subject[0] == noun or tree.is_relative_pronoun(subject[0]):
            return None
        if any(tree.dep[c] in {"ccomp", "xcomp"} for c in tree.children[verb]):
            return None
        return noun

    def _shared_object(self, verb: int) -> list[int]:
        """Return the object that coordinated verbs share: "designs and makes chips" has it on one of them only."""
        tree = self.tree
        later = [c for c in tree.children[verb] if tree.dep[c] == "conj"]
        return [t for c in later for t in tree.children[c] if tree.dep[t] == "dobj"]

    def complements(self, verb: int) -> list[int]:
        """Return the heads of the clauses that the verb takes as complements."""
        return [c for c in self.tree.children[verb] if self.tree.dep[c] in {"xcomp", "ccomp"}]

    def is_finite(self, verb: int) -> bool:
        """Return True for a clause with tense; infinitives, gerunds, subjunctives and small clauses have none."""
        tree = self.tree
        if tree.tag[verb] in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        return any(
            tree.dep[c] in {"aux", "auxpass"} and tree.tag[c] in {"VBD", "VBZ", "VBP", "MD"}
            for c in tree.children[verb]
        )

    # -- nouns ----------------------------------------------------------------------------------

    def light_verb(self, noun: int, *, any_verb: bool = False) -> int | None:
        """Return the verb that lends its subject to the event noun, or None.

        "imposed sanctions", "sanctions imposed", "entered into talks", "is in talks".
        """
        tree = self.tree
        head_noun = tree.first_conjunct(noun)
        head, dep = tree.head[head_noun], tree.dep[head_noun]
        if head == head_noun:
            return self._light_below(noun)
        if tree.is_verb(head) and dep in {"dobj", "nsubjpass", "attr", "oprd"}:
            if any_verb or self._is_light(head):
                return head
        elif dep == "nsubjpass" or (
            dep == "nsubj" and tree.is_verb(head) and self._is_light(head) and tree.is_passive(head)
        ):
            return head
        elif dep == "pobj":
            governor = tree.head[head]
            if tree.is_verb(governor) and (
                f"{tree.lemma[governor]} {tree.lower[head]}" in self.light
                or (
                    tree.lower[head] in {"in", "under", "into"}
                    and (tree.lemma[governor] in self.phrases.copulas or self._is_light(governor))
                )
            ):
                return governor
            if (
                tree.pos[governor] == "NOUN"
                and tree.lower[head] in {"of"}
                and tree.lemma[governor] in {"round", "series", "set", "package", "raft", "wave", "string", "slew"}
            ):
                return self.light_verb(governor, any_verb=any_verb)
        return self._light_below(noun)

    def _light_below(self, noun: int) -> int | None:
        tree = self.tree
        for c in tree.children[noun]:
            if (
                tree.dep[c] in {"acl", "relcl"}
                and self._is_light(c)
                and (
                    tree.is_passive(c)
                    or self._gap(c) == noun
                    or any(tree.is_relative_pronoun(o) for o in self.deep_object(c))
                )
            ):
                return c
        return None

    def _is_light(self, verb: int) -> bool:
        tree = self.tree
        if tree.lemma[verb] in self.light:
            return True
        return any(
            f"{tree.lemma[verb]} {tree.lower[c]}" in self.light
            for c in tree.children[verb]
            if tree.dep[c] in {"prt", "prep", "advmod"}
        )

    def said_of(self, noun: int) -> list[int]:
        """Return whom a role noun is said of: copula, apposition, title, "as"."""
        tree = self.tree
        first = tree.first_conjunct(noun)
        head, dep = tree.head[first], tree.dep[first]
        found: list[int] = []
        if dep in _PREDICATIVE and tree.is_verb(head) and tree.lemma[head] in self.phrases.copulas:
            found += self.surface_subject(head)
        elif dep in {"oprd", "attr"} and tree.is_verb(head):
            found += self.deep_object(head)
        elif dep == "appos":
            # "Samsung and SK Hynix, Micron's rivals,": the plural is said of both
            found.append(tree.first_conjunct(head) if tree.tag[first] == "NNS" else self._described_name(first, head))
        elif dep == "pobj" and tree.lower[head] == "as":
            verb = tree.head[head]
            if tree.is_verb(verb):
                found += self.deep_object(verb) or self.surface_subject(verb)
        found += [c for c in tree.children[noun] if tree.dep[c] == "appos" and c in self.arguments.names]
        found += self.arguments.members(noun)
        if not found and self.arguments.is_human(noun):  # "the head of the FSB, Jo Ek", with the name hung on the FSB
            found += [
                c
                for inner in tree.preposition_objects(noun, "of")
                for c in tree.children[inner]
                if tree.dep[c] == "appos" and c in self.arguments.names and self.arguments.names[c].label_ == "Person"
            ]
        titled = self._titled(noun)
        if titled is not None:
            found.insert(0, titled)
        return found

    def _described_name(self, noun: int, head: int) -> int:
        """Return what an apposition describes, which is what it stands right behind.

        Of "Jo Ek of Foro, a think tank" it is Foro, of "OpenAI and MGX, an Abu Dhabi fund" MGX,
        whatever the parser hung it on.
        """
        names, tree = self.arguments.names, self.tree
        before = tree.noun_start(noun) - 2
        if head not in names or before not in names or tree.lower[before + 1] != ",":
            return head
        nearest = int(names[before].root.i)
        beside = nearest in tree.conjuncts(tree.first_conjunct(head))
        other_kind = (
            names[head].label_ == "Person" and self.arguments.is_agentive(noun) and not self.arguments.is_human(noun)
        )
        return nearest if beside or other_kind else head

    def descriptions(self, name: int) -> list[int]:
        """Return the nouns that say what the name is: "X, a Japanese venture", "X is a Dutch maker of ..."."""
        tree = self.tree
        span = self.arguments.names.get(name)
        end = span.end if span is not None else name + 1
        found = [
            c
            for member in tree.conjuncts(tree.first_conjunct(name))
            for c in tree.children[member]
            if tree.dep[c] == "appos" and c > name and c not in self.arguments.names
            if tree.noun_start(c) - 1 <= end or tree.tag[c] == "NNS"  # right behind it, or said of all
        ]
        head = tree.head[name]
        if tree.dep[name] == "nsubj" and tree.lemma[head] == "be":
            found += [c for c in tree.children[head] if tree.dep[c] == "attr" and c not in self.arguments.names]
        return found

    def _titled(self, noun: int) -> int | None:
        """Return the name that directly follows the noun in its phrase ("chief executive Jensen Huang")."""
        tree = self.tree
        names = self.arguments.names
        last = noun
        while (
            last + 1 < len(tree.head)
            and last + 1 not in names
            and tree.dep[last + 1] in {"compound", "cc", "conj", "nmod"}
            and tree.pos[last + 1] in {"NOUN", "PROPN", "CCONJ"}
            and last - noun < 3
        ):
            last += 1
        span = names.get(last + 1) if last + 1 < len(tree.head) else None
        if span is None or noun in names:
            return None
        same_phrase = (
            tree.head[noun] in range(span.start, span.end)
            or tree.dep[noun] in {"compound", "nmod", "amod"}
            or span.root.head.i in {noun, last}
            or tree.pos[noun] == "PROPN"
        )
        return span.root.i if same_phrase else None

    def office_in_reach(self, title: int) -> list[int]:
        """Return where an office without a place is held: "President Xi Jinping", "its chief executive".

        Of a known person, what the gazetteer says and the text has named so far; of an unknown one,
        the only country and the only organisation that this sentence up to here or the two before name.
        """
        arguments, sentence = self.arguments, self.tree.sentence
        holder = self._titled(title)
        if holder is None:
            holder = next((t for t in self.said_of(title) if t in arguments.names), None)
        if holder is None:
            return []
        earlier = sorted({span.root.i for span in arguments.names.values()}, reverse=True)
        earlier = [i for i in earlier if sentence[i] <= sentence[title]]
        corporate = self.tree.lemma[title] in self.phrases.corporate_titles
        for key in arguments.offices_of(holder, corporate=corporate):
            named = [i for i in sorted(arguments.names) if arguments.names[i].kb_id_ == key]
            if named:
                return [max((i for i in named if i < title), default=named[0])]
        if arguments.names.get(holder) is not None and arguments.names[holder].kb_id_:
            return []
        earlier = [i for i in earlier if i < title and self.tree.dep[i] != "amod"]
        near = [i for i in earlier if sentence[title] - sentence[i] <= 2]
        found = []
        # a capital title right before the name is a public office: "President Pedro Castillo"
        for wide in ("Country",) if self.tree.tag[title] == "NNP" else ("Country", "Company"):
            for reach in (near, earlier):
                places = [i for i in reach if arguments.is_kind(arguments.names[i].label_, wide)]
                if len({arguments.names[i].id_ for i in places}) == 1:
                    found.append(places[0])
                    break
        return found

    def modifiers(self, noun: int) -> list[int]:
        """Return names and nouns before the noun in its phrase, left to right, possessors left out."""
        tree = self.tree
        names = self.arguments.names
        found: list[int] = []
        i = noun - 1
        while i >= 0:
            if i in names:
                span = names[i]
                found.append(span.root.i)
                if tree.dep[span.root.i] == "poss":
                    found.pop()
                    break
                i = span.start - 1
                continue
            if tree.pos[i] in {"NOUN", "PROPN", "ADJ"} and tree.dep[i] in {
                "compound",
                "amod",
                "nmod",
                "npadvmod",
                "conj",
            }:
                found.append(i)
            elif (
                tree.dep[i] in {"amod", "advmod", "nummod", "compound", "nmod"}
                or tree.tag[i] in {"HYPH", "``", "''", "CC"}
                or (tree.dep[i] == "punct" and tree.lower[i] in {"-", "–", "/", "“", "”"})
            ):
                pass
            else:
                break
            if tree.tag[i] == "CC" and i - 1 not in names:
                break
            i -= 1
        return [t for t in reversed(found) if self._under(t, noun)]

    def _under(self, i: int, noun: int) -> bool:
        tree = self.tree
        steps = 0
        while i != noun and steps < 8:
            if tree.head[i] == i:
                return False
            if tree.dep[i] not in {"compound", "amod", "nmod", "npadvmod", "conj", "nummod", "poss", "advmod", "punct"}:
                return tree.head[i] == tree.head[noun] and tree.dep[noun] == "compound"
            if tree.head[i] == tree.head[noun] and tree.dep[noun] in {"compound", "nmod", "amod"}:
                return True
            i = tree.head[i]
            steps += 1
        return i == noun

    def possessors(self, noun: int) -> list[int]:
        """Return who possesses it: "China's", "its", also of a title before a name ("China's President Xi")."""
        tree = self.tree
        found = [c for c in tree.children[noun] if tree.dep[c] == "poss"]
        head = tree.head[noun]
        named = noun in self.arguments.names
        # "OpenAI's ChatGPT breakthrough", "China's President Xi"; "its chatbot, Ernie" but not "its chair, Jo Ek"
        if not found and (
            tree.dep[noun] in {"compound", "nmod"}
            or (tree.dep[noun] == "appos" and (not named or self.arguments.is_goods(head)))
        ):
            found = [c for c in tree.children[head] if tree.dep[c] == "poss" and c < noun]
        if not found:
            start = tree.noun_start(noun)
            if start and tree.tag[start - 1] == "WP$":
                return [start - 1]
            before = start - 1
            if before > 0 and tree.tag[before] == "POS" and before - 1 in self.arguments.names:
                found = [self.arguments.names[before - 1].root.i]
        return found


class Predication:
    """One predicate with its roles, found when asked for."""

    __slots__ = ("_clauses", "_roles", "kind", "token")

    def __init__(self, clauses: Clauses, token: int, kind: str) -> None:
        self._clauses = clauses
        self._roles: dict[str, list[int]] = {}
        self.token = token
        self.kind = kind
        """"verb", "noun", "adj", "name" or "demonym"."""

    def role(self, path: str) -> list[int]:
        """Return the head tokens that fill the role; a dot steps from a filler to its own role.

        "object.of" are the fillers of "of" on the fillers of "object".
        """
        if path not in self._roles:
            first, _, rest = path.partition(".")
            tokens = [
                t
                for token in self._direct(first)
                for t in (
                    self._clauses.arguments.heads(token) if self._clauses.tree.is_relative_pronoun(token) else [token]
                )
            ]
            if rest:
                tokens = [
                    t for token in tokens for t in Predication(self._clauses, token, self._kind_of(token)).role(rest)
                ]
            self._roles[path] = tokens
        return self._roles[path]

    def describes(self, token: int) -> bool:
        """Return True if a title or apposition says the noun of this one name, not of those listed beside it.

        "Hanbit, a unit of Doosan, and KIMM": only Hanbit is the unit; "Presidents X and Y" are both.
        """
        tree = self._clauses.tree
        if self.kind != "noun" or tree.tag[self.token] == "NNS":
            return False
        return tree.dep[token] == "appos" or tree.dep[self.token] in {"appos", "compound", "nmod"}

    def _kind_of(self, token: int) -> str:
        tree = self._clauses.tree
        return "verb" if tree.pos[token] in {"VERB", "AUX"} else "adj" if tree.pos[token] == "ADJ" else "noun"

    def _direct(self, role: str) -> list[int]:
        roles: dict[str, Callable[[str], list[int]]] = {"verb": self._of_verb, "adj": self._of_adjective}
        return roles.get(self.kind, self._of_noun)(role)

    def _of_verb(self, role: str) -> list[int]:
        clauses, tree, verb = self._clauses, self._clauses.tree, self.token
        if role in {"subject", "actor"}:
            return clauses.deep_subject(verb)
        if role == "object":
            return clauses.deep_object(verb)
        if role == "recipient":
            return [c for c in tree.children[verb] if tree.dep[c] == "dative" and tree.pos[c] != "ADP"]
        if role == "attr":
            return [c for c in tree.children[verb] if tree.dep[c] in {"attr", "oprd", "acomp"}]
        if role == "adverb":
            return [c for c in tree.children[verb] if tree.dep[c] in {"advmod", "acomp"}]
        if role == "particle":
            return [c for c in tree.children[verb] if tree.dep[c] == "prt"]
        if role == "xcomp":  # "to sell", "that it sell"
            return [c for c in clauses.complements(verb) if not clauses.is_finite(c)]
        if role == "ccomp":  # "that it sold"
            return [c for c in clauses.complements(verb) if clauses.is_finite(c)]
        if role in {"possessor", "modifier", "self"}:
            return (
                [c for c in tree.children[verb] if tree.dep[c] in {"npadvmod", "compound"} and c < verb]
                if role == "modifier"
                else []
            )
        found = tree.preposition_objects(verb, role)
        if not found:  # attached to the object by the parser: "sells chips made in Taiwan to China"
            for patient in clauses.deep_object(verb):
                if patient > verb and not found:
                    found = tree.preposition_objects(patient, role)
        if not found and role == "in" and tree.tag[verb] == "VBN":  # "Shenzhen-based"
            found = [c for c in tree.children[verb] if tree.dep[c] in {"npadvmod", "compound"} and c < verb]
        return found

    def _of_adjective(self, role: str) -> list[int]:
        clauses, tree, adjective = self._clauses, self._clauses.tree, self.token
        head, dep = tree.head[adjective], tree.dep[adjective]
        if dep == "conj":
            first = tree.first_conjunct(adjective)
            head, dep = tree.head[first], tree.dep[first]
        if role in {"subject", "actor"}:
            if (
                tree.pos[adjective] in {"ADP", "ADV", "SCONJ"}
                and tree.is_verb(head)
                and tree.lemma[head] not in clauses.phrases.copulas
            ):
                return []  # "lagged behind" is the verb's; only "is behind" says it of the subject
            if dep in {"acomp", "attr", "prep", "advmod", "oprd", "conj"} and tree.is_verb(head):
                subject = clauses.surface_subject(head)
                if dep in {"oprd", "acomp"} and tree.lemma[head] not in clauses.phrases.copulas:
                    return clauses.deep_object(head) or subject
                return subject
            if dep in {"amod", "acl", "relcl", "appos", "prep"} and tree.pos[head] in {"NOUN", "PROPN"}:
                return [head]
            if dep in {"advcl", "ccomp", "ROOT"}:
                own = [c for c in tree.children[adjective] if tree.dep[c] == "nsubj"]
                return own or (clauses.surface_subject(head) if dep == "advcl" and tree.is_verb(head) else [])
            return []
        if role == "object":
            return [c for c in tree.children[adjective] if tree.dep[c] == "pobj"]
        if role in {"modifier", "adverb"}:  # "China-dependent", "less powerful"
            return [c for c in tree.children[adjective] if tree.dep[c] in {"npadvmod", "compound", "advmod"}]
        found = tree.preposition_objects(adjective, role)
        if not found and tree.is_verb(head):
            found = tree.preposition_objects(head, role)
        return found

    def _of_noun(self, role: str) -> list[int]:
        clauses, tree, noun = self._clauses, self._clauses.tree, self.token
        if role == "self":
            return [noun]
        if role == "acl":  # "a threat to impose tariffs", "chips bound for China"
            return [c for c in tree.children[noun] if tree.dep[c] in {"acl", "relcl"}]
        if role == "clause":  # "in retaliation for the tariffs, China ..."
            preposition = tree.head[noun]
            verb = tree.head[preposition]
            if tree.dep[noun] == "pobj" and tree.lower[preposition] in {"in", "as"} and tree.is_verb(verb):
                return clauses.surface_subject(verb)
            return []
        if role == "possessor":
            return clauses.possessors(noun)
        if role == "modifier":
            found = clauses.modifiers(noun)
            if self.kind == "demonym":
                found = found + [m for d in clauses.descriptions(noun) for m in clauses.modifiers(d)]
            return found
        if role == "subject":
            said_of = clauses.said_of(noun)
            if said_of or clauses.arguments.is_agentive(noun):
                return said_of  # "bought a unit" does not make the buyer one
            verb = clauses.light_verb(noun)
            return clauses.deep_subject(verb) if verb is not None else []
        if role == "actor":
            for name in ("subject", "by", "possessor", "modifier"):
                tokens = self.role(name)
                if any(clauses.arguments.fill(t, ("Agent",)) for t in tokens):
                    return tokens
            return []
        if role == "reach":
            return clauses.office_in_reach(noun)
        if role == "object":
            return []
        if role == "recipient":
            verb = clauses.light_verb(noun)
            return (
                [c for c in tree.children[verb] if tree.dep[c] == "dative" and tree.pos[c] != "ADP"]
                if verb is not None
                else []
            )
        found = tree.preposition_objects(noun, role)
        if found or role == "of":
            return found
        verb = clauses.light_verb(noun)
        if verb is not None:
            found = tree.preposition_objects(verb, role)
            if not (found and role == "by") and found:
                return found
        first = tree.first_conjunct(noun)
        if not found and first != noun:  # "talks and a deal with X": the last conjunct has it, or the first
            found = tree.preposition_objects(first, role)
        if not found:
            later = [c for c in tree.children[noun] if tree.dep[c] == "conj"]
            found = [t for c in later for t in tree.preposition_objects(c, role)]
        if not found:  # one step deeper: "exports of chips to China" with "to" under "chips"
            for preposition in tree.children[noun]:
                if tree.dep[preposition] == "prep":
                    for inner in tree.children[preposition]:
                        if tree.dep[inner] == "pobj":
                            found = found or tree.preposition_objects(inner, role)
        return found
