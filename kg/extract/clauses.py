"""Clauses: who does what to whom, with voice, control, relative clauses and shared objects undone."""

from __future__ import annotations

from kg.extract import nominals
from kg.extract.arguments import Arguments
from kg.extract.phrases import Phrases
from kg.extract.tree import Tree

__all__ = ["Clauses"]

# Prepositions whose noun may come between a passive verb and its agent: "was robbed of its recipe by a rival".
_AGENT_BEHIND = frozenset({"with", "of", "in", "to", "from", "under"})


class Clauses:
    """The clause structure of one parse: who does what to whom, per verb and noun."""

    def __init__(self, tree: Tree, arguments: Arguments, phrases: Phrases, light: frozenset[str]) -> None:
        self.tree = tree
        self.arguments = arguments
        self.phrases = phrases
        self.light = light
        self._surface: dict[int, list[int]] = {}

    def surface_subject(self, verb: int) -> list[int]:
        """Return the tokens that the verb agrees with or that control it, before voice is undone."""
        if verb not in self._surface:
            self._surface[verb] = []
            self._surface[verb] = self._find_surface_subject(verb)
        return self._surface[verb]

    def _find_surface_subject(self, verb: int) -> list[int]:
        tree = self.tree
        subjects = [c for c in tree.children[verb] if tree.dep[c] in {"nsubj", "nsubjpass"} and tree.tag[c] != "EX"]
        if subjects:  # of two, "the Dutch group ASML has warned", the nearer
            return [max((c for c in subjects if c < verb), default=subjects[0])]
        head, dep = tree.head[verb], tree.dep[verb]
        if dep == "conj" and (tree.is_verb(head) or tree.pos[head] == "ADJ"):
            return self.surface_subject(head)
        if self.is_finite(verb):
            for c in tree.children[verb]:  # "Altman, ousted on Friday, will join": the participle took the subject
                stolen = tree.child(c, "nsubj") if tree.dep[c] in {"advcl", "acl"} and c < verb else None
                if stolen is not None and tree.tag[c] == "VBN":
                    return [stolen]
        if dep in {"xcomp", "ccomp"} and head != verb:
            return [] if dep == "ccomp" and self.is_finite(verb) else self._controller(verb, head)
        if dep == "relcl":
            return [head]
        if dep == "acl":
            return self._noun_controller(verb, head)
        if dep == "amod":
            return [head]
        if (
            dep == "advcl"
            and tree.is_verb(head)
            and self.is_infinitive(verb)
            and (asked := self.prepositional_controller(head, verb))
        ):
            return asked
        if dep == "advcl" and tree.is_verb(head) and self._is_controlled(verb, head):
            return self._controller(verb, head)
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
            if tree.is_passive(head) and tree.lemma[head] in self.phrases.subject_control:
                agents = [t for t in tree.preposition_objects(head, "by") if tree.dep[t] == "pobj"]
                if agents:
                    return agents  # "could be used by Beijing to spy on Americans"
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
        if tree.tag[verb] in {"VBG", "VBN", "VBD"} and not self.is_infinitive(verb):
            spent = tree.head[noun]
            if tree.tag[verb] == "VBG" and tree.dep[noun] == "dobj" and tree.lemma[spent] in self.phrases.spending:
                return self.surface_subject(spent)  # "spent millions fighting the bill"
            return [noun]
        kinds = [a.type for reading in self.arguments.readings(noun) for a in reading if a.type != "Event"]
        if kinds and not any(self.arguments.is_kind(kind, "Policy") for kind in kinds):
            return [noun] if any(self.arguments.is_kind(kind, "Agent") for kind in kinds) else []
        return self.noun_actor(noun)

    def is_infinitive(self, verb: int) -> bool:
        """Return True for a verb with "to"."""
        return any(self.tree.dep[c] == "aux" and self.tree.lower[c] == "to" for c in self.tree.children[verb])

    def noun_actor(self, noun: int) -> list[int]:
        """Return the tokens that may name who does what an event noun says, likeliest first."""
        tree = self.tree
        verb = nominals.light_verb(self, noun, any_verb=True)
        given: list[int] = []
        gives = False
        if verb is not None and tree.lemma[verb] in self.phrases.givers:
            # what is given, its new owner does: "awarded Palantir a contract to build drones"
            given = tree.recipients(verb)
            gives = True
        if tree.lemma[noun] in self.phrases.permissions:  # "received Brussels' approval to merge"
            return given if gives or verb is None or tree.is_passive(verb) else self.deep_subject(verb)
        found = [c for c in tree.children[noun] if tree.dep[c] == "poss"]
        found += tree.preposition_objects(noun, "by")
        if verb is not None:
            found += given or self.deep_subject(verb)
        found += [
            c for c in tree.children[noun] if tree.dep[c] in {"compound", "amod", "nmod"} and c in self.arguments.names
        ]
        preposition = tree.head[noun]
        if not found and tree.lower[preposition] == "with" and tree.is_verb(tree.head[preposition]):
            found += self.surface_subject(tree.head[preposition])  # "followed with a contract to buy chips"
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
        if tree.pos[governor] == "ADV" and tree.is_verb(tree.head[governor]):
            return self.surface_subject(tree.head[governor])  # "stopped short of banning"
        if tree.lemma[governor] in self.phrases.suspicions and tree.is_verb(verb := tree.head[tree.head[governor]]):
            # "arrested X on suspicion of spying"
            return self.deep_object(verb)
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
            for c in tree.children[verb]:  # "was accused of spying by X", "is paid for in part by X"
                if tree.dep[c] == "prep":
                    agents += [
                        t
                        for v in tree.children[c]
                        if (tree.dep[v] == "pcomp" and not agents) or tree.lower[v] == "part"
                        for t in tree.preposition_objects(v, "by")
                    ]
            if agents := agents or self._agent_behind(verb):
                return [*agents, *self._companions(verb, agents)]
            # "Huawei-backed", "state-owned": the left part of a hyphenated participle
            return [
                c
                for c in tree.children[verb]
                if tree.dep[c] in {"npadvmod", "compound", "nsubj"} and c < verb and verb - c <= 2
            ] or self._getter(verb)
        subjects = self.surface_subject(verb)
        return [*subjects, *self._companions(verb, subjects)] if subjects else []

    def _agent_behind(self, verb: int) -> list[int]:
        """Return the agent that the parser hung on the noun before it: "was charged with [fraud by prosecutors]"."""
        tree = self.tree
        for c in tree.children[verb]:
            if c > verb and tree.dep[c] == "prep" and tree.lower[c] in _AGENT_BEHIND:
                for noun in tree.children[c]:
                    agents = tree.preposition_objects(noun, "by") if tree.dep[noun] == "pobj" else []
                    if any(self.arguments.fill(agent, ("Agent",)) for agent in agents):
                        return agents
        return []

    def _getter(self, participle: int) -> list[int]:
        """Return who got what the clause says it has: X of "X runs it on chips [leased from Y]"."""
        tree = self.tree
        verb = tree.clause_of(tree.head[participle])
        if (
            tree.dep[participle] == "acl"
            and tree.lemma[participle] in self.phrases.getting
            and tree.is_verb(verb)
            and verb < participle
            and tree.preposition_objects(participle, "from")
        ):
            return self.deep_subject(verb)
        return []

    def _companions(self, verb: int, subjects: list[int]) -> list[int]:
        """Return who acts beside the subject: "together with Cerebras, G42 ...", "Intel, along with AMD, ..."."""
        tree = self.tree
        found: list[int] = []
        for above in (verb, *subjects):
            found += tree.preposition_objects(above, "alongside")
            for c in tree.children[above]:
                if tree.lower[c] in {"together", "along"}:
                    found += tree.preposition_objects(c, "with")
        return found

    def deep_object(self, verb: int) -> list[int]:
        """Return whom it is done to: the active object, or the passive's subject."""
        tree = self.tree
        if tree.is_passive(verb):
            return self.surface_subject(verb) + [c for c in tree.children[verb] if tree.dep[c] == "dobj"]
        found = [c for c in tree.children[verb] if tree.dep[c] == "dobj"]
        if all(tree.lower[c].endswith("self") for c in found) and self.gap(verb) is not None:
            found = []  # "a language that Foro designed itself"
        if not found:
            gap = self.gap(verb)
            if gap is not None:
                return [gap]
            for c in tree.children[verb]:  # "urged China to cut", read as a clause with a subject
                if tree.dep[c] in {"ccomp", "xcomp"} and (self.is_infinitive(c) or tree.lemma[verb] in {"help", "let"}):
                    return [s for s in tree.children[c] if tree.dep[s] in {"nsubj", "nsubjpass"}]
            if tree.dep[verb] == "conj" and tree.is_verb(tree.head[verb]):
                return self._shared_object(verb)
        return found

    def gap(self, verb: int) -> int | None:
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

    def governor(self, verb: int) -> list[int]:
        """Return the verb whose complement the clause is: "barred X from selling", "agreed to sell"."""
        tree = self.tree
        first = tree.first_conjunct(verb)
        head = tree.head[first]
        if tree.dep[first] == "pcomp":
            head = tree.head[head]
        elif tree.dep[first] not in {"xcomp", "ccomp", "advcl"}:
            return []
        return [head] if tree.is_verb(head) else []

    def _shared_object(self, verb: int) -> list[int]:
        """Return the object that coordinated verbs share: "designs and makes chips" has it on one of them only."""
        tree = self.tree
        later = [c for c in tree.children[verb] if tree.dep[c] == "conj"]
        return [t for c in later for t in tree.children[c] if tree.dep[t] == "dobj"]

    def complements(self, verb: int) -> list[int]:
        """Return the heads of the clauses that the verb takes as complements."""
        return [
            c
            for c in self.tree.children[verb]
            if self.tree.dep[c] in {"xcomp", "ccomp"} or (self.tree.dep[c] == "advcl" and self._is_controlled(c, verb))
        ]

    def _is_controlled(self, verb: int, head: int) -> bool:
        """Return True for an infinitive hung as an adjunct that the head's object performs: "pushing Tokyo to act"."""
        tree = self.tree
        return verb > head and tree.lemma[head] in self.phrases.object_control and self.is_infinitive(verb)

    def is_finite(self, verb: int) -> bool:
        """Return True for a clause with tense; infinitives, gerunds, subjunctives and small clauses have none."""
        tree = self.tree
        if tree.tag[verb] in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        return any(
            tree.dep[c] in {"aux", "auxpass"} and tree.tag[c] in {"VBD", "VBZ", "VBP", "MD"}
            for c in tree.children[verb]
        )

    def is_light(self, verb: int) -> bool:
        tree = self.tree
        if tree.lemma[verb] in self.light:
            return True
        return any(
            f"{tree.lemma[verb]} {tree.lower[c]}" in self.light
            for c in tree.children[verb]
            if tree.dep[c] in {"prt", "prep", "advmod"}
        )
