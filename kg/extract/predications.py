"""Predicates and what fills their roles.

A Predication answers `role("subject")`, `role("with")` with head tokens; it does so on demand, as
most roles of most words are never asked for. "Subject" is the deep one: active and passive,
"Washington sanctioned Huawei", "Huawei, sanctioned by Washington" and "sanctions that Washington
imposed on Huawei", come out the same.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.extract import implied, nominals
from kg.extract.affected import PREPOSITIONS, affected
from kg.extract.clauses import Clauses

__all__ = ["Predication"]


# Prepositions of a noun that says how its clause came about: "in retaliation", "under a deal", "at the urging of".
_CIRCUMSTANCE = frozenset(
    {"in", "as", "under", "at", "on", "during", "after", "following", "amid", "through", "despite"}
)


class Predication:
    """One predicate with its roles, found when asked for."""

    __slots__ = ("_relative", "_roles", "clauses", "kind", "tail", "token")

    def __init__(self, clauses: Clauses, token: int, kind: str, tail: int | None = None) -> None:
        self.clauses = clauses
        self._roles: dict[str, list[int]] = {}
        self._relative: set[int] = set()
        self.token = token
        self.kind = kind
        """"verb", "noun", "adj", "name" or "demonym"."""
        self.tail = tail
        """The second word of a verb of two, where the parser took it for a preposition: "waved | through a bill"."""

    def role(self, path: str) -> list[int]:
        """Return the head tokens that fill the role; a dot steps from a filler to its own role.

        "object.of" are the fillers of "of" on the fillers of "object".
        """
        if path not in self._roles:
            first, _, rest = path.partition(".")
            arguments = self.clauses.arguments
            tokens: list[int] = []
            for token in self._direct(first):
                if self.clauses.tree.is_relative_pronoun(token):
                    heads = arguments.heads(token)
                    if not any(arguments.is_rest(t) for head in heads for t in self.clauses.tree.conjuncts(head)):
                        self._relative.update(heads)
                    tokens += heads
                else:
                    tokens.append(token)
            tokens = [t for token in tokens for t in (token, *self._measured(token))]
            if rest:
                steps = [Predication(self.clauses, token, self._kind_of(token)) for token in tokens]
                tokens = [t for step in steps for t in step.role(rest)]
                self._relative.update(t for step in steps for t in step._relative)
            self._roles[path] = tokens
        return self._roles[path]

    def is_relative(self, token: int) -> bool:
        """Return True if a relative pronoun stands for it: "Huawei, which designs chips, and ZTE" tells of Huawei."""
        return token in self._relative

    def _measured(self, token: int) -> list[int]:
        """Return the events that a measure counts: the talks of "a round of talks"."""
        tree, phrases = self.clauses.tree, self.clauses.phrases
        if tree.lemma[token] not in phrases.measures or tree.lemma[token] in phrases.partitives:
            return []
        return [t for t in tree.preposition_objects(token, "of") if t > token]

    def describes(self, token: int) -> bool:
        """Return True if it is said of this one name, not of those listed beside it.

        "Hanbit, a unit of Doosan, and KIMM": only Hanbit is the unit; "Presidents X and Y" are both. "Paris-based
        Mistral and Aleph Alpha": only Mistral is.
        """
        tree = self.clauses.tree
        if self.kind in {"verb", "adj"}:
            return tree.dep[self.token] == "amod" and token in self.clauses.arguments.names
        if self.kind not in {"noun", "name"} or tree.tag[self.token] in {"NNS", "NNPS"}:
            return False
        return tree.dep[token] == "appos" or tree.dep[self.token] in {"appos", "compound", "nmod"}

    def _kind_of(self, token: int) -> str:
        tree = self.clauses.tree
        return "verb" if tree.pos[token] in {"VERB", "AUX"} else "adj" if tree.pos[token] == "ADJ" else "noun"

    def _direct(self, role: str) -> list[int]:
        roles: dict[str, Callable[[str], list[int]]] = {"verb": self._of_verb, "adj": self._of_adjective}
        return roles.get(self.kind, self._of_noun)(role)

    def _of_verb(self, role: str) -> list[int]:
        clauses, tree, verb = self.clauses, self.clauses.tree, self.token
        if role in {"subject", "actor"}:
            return clauses.deep_subject(verb)
        if role == "object":
            found = clauses.deep_object(verb)
            return found if found or self.tail is None else tree.preposition_objects(verb, tree.lower[self.tail])
        if role == "recipient":
            return tree.recipients(verb)
        if role == "opponent":
            return implied.opponent(clauses, verb)
        if role == "authority":
            return implied.authority(clauses, verb)
        if role == "culprit":
            return implied.culprit(clauses, verb)
        if role == "attr":
            return [c for c in tree.children[verb] if tree.dep[c] in {"attr", "oprd", "acomp"}]
        if role == "adverb":
            return [c for c in tree.children[verb] if tree.dep[c] in {"advmod", "acomp"}]
        if role == "speaker":  # "Congress should pass it, X said"
            said = tree.head[verb]
            return clauses.surface_subject(said) if tree.dep[verb] == "ccomp" and clauses.is_finite(verb) else []
        if role == "sum":  # "handed X, a maker of wafers, $750mn": wherever the parser hung it
            return self._sums(verb)
        if role == "governor":  # "barred from selling", "agreed to sell"
            return clauses.governor(verb)
        if role == "particle":
            return [c for c in tree.children[verb] if tree.dep[c] == "prt"]
        if role == "conjunct":  # "to sell or face a ban"
            return [c for c in tree.children[verb] if tree.dep[c] == "conj" and tree.is_verb(c)]
        if role == "auxiliary":  # "must", "should"
            return [c for c in tree.children[verb] if tree.dep[c] == "aux"]
        if role == "xcomp":  # "to sell", "that it sell"
            return [c for c in clauses.complements(verb) if not clauses.is_finite(c)]
        if role == "ccomp":  # "that it sold"
            return [c for c in clauses.complements(verb) if clauses.is_finite(c)]
        if role == "advcl":  # "gave the green light to sell"
            return [c for c in tree.children[verb] if tree.dep[c] == "advcl" and clauses.is_infinitive(c)]
        if role == "condition":  # "threatened to leave if Tokyo signed"
            return [
                c
                for above in (verb, *clauses.complements(verb))
                for c in tree.children[above]
                if tree.dep[c] in {"advcl", "ccomp"}
                and any(tree.lower[m] in {"if", "unless"} for m in tree.children[c])
            ]
        if role == "firm":
            return implied.firm(clauses, verb)
        if role in {"possessor", "modifier", "self"}:
            return (
                [c for c in tree.children[verb] if tree.dep[c] in {"npadvmod", "compound"} and c < verb]
                if role == "modifier"
                else []
            )
        found = tree.preposition_objects(verb, role)
        if not found and role == "before":  # "must ask before it ships them"
            found = [
                c
                for c in tree.children[verb]
                if tree.dep[c] == "advcl" and any(tree.lower[m] == "before" for m in tree.children[c])
            ]
        if not found:  # attached to the object by the parser: "sells chips made in Taiwan to China"
            for patient in self._counted(verb):
                found += tree.preposition_objects(patient, role)
        if not found:  # "walked away from the talks", with "from" under "away"
            found = [
                t
                for c in tree.children[verb]
                if c > verb
                and tree.dep[c] in {"advmod", "prt"}
                and tree.pos[c] in {"ADV", "ADP"}
                and tree.lower[c] != "together"
                for t in tree.preposition_objects(c, role)
            ]
        if not found and role == "than":  # "sells more cars than Toyota does"
            found = [
                tree.first_conjunct(s)
                for c in tree.children[verb]
                if tree.dep[c] == "advcl" and any(tree.lower[m] == "than" for m in tree.children[c])
                for s in tree.children[c]
                if tree.dep[s] == "nsubj"
            ]
        if not found and role == "in" and tree.tag[verb] == "VBN":  # "Shenzhen-based"
            found = [c for c in tree.children[verb] if tree.dep[c] in {"npadvmod", "compound"} and c < verb]
        if not found and tree.dep[verb] == "xcomp" and tree.is_verb(tree.head[verb]):  # "in which X used to own"
            found = [t for t in tree.preposition_objects(tree.head[verb], role) if tree.is_relative_pronoun(t)]
        return found

    def _counted(self, verb: int) -> list[int]:
        """Return what the verb is done to behind it, its coordination, and what each of them counts out.

        "imports most of its [drives] from X and its motors from Y"
        """
        tree, phrases = self.clauses.tree, self.clauses.phrases
        found: list[int] = []
        for patient in self.clauses.deep_object(verb):
            for member in tree.conjuncts(patient) if patient > verb else ():
                found.append(member)
                if {tree.lemma[member], tree.lower[member]} & (phrases.partitives | phrases.fractions):
                    found += tree.preposition_objects(member, "of")
        return found

    def _sums(self, verb: int) -> list[int]:
        tree, arguments = self.clauses.tree, self.clauses.arguments
        described = tree.relative_head(verb)  # "the $5bn that it had promised Intel"
        found = [] if described is None or not arguments.is_money(described) else [described]
        after = range(verb + 1, tree.sentences[tree.sentence[verb]][1])
        return found + [i for i in after if arguments.is_money(i) and tree.clause_of(i) == verb]

    def _of_adjective(self, role: str) -> list[int]:
        clauses, tree, adjective = self.clauses, self.clauses.tree, self.token
        head, dep = tree.head[adjective], tree.dep[adjective]
        if dep == "conj":
            first = tree.first_conjunct(adjective)
            head, dep = tree.head[first], tree.dep[first]
        if role in {"subject", "actor"}:
            if (
                tree.pos[adjective] in {"ADP", "ADV", "SCONJ"}
                and tree.tag[adjective] != "RBR"  # "runs faster than"
                and tree.is_verb(head)
                and tree.lemma[head] not in clauses.phrases.copulas
            ):
                # "lagged behind" is the verb's; "is behind", "with the support of" and what a comma sets off are not
                said = tree.lower[adjective] == "with" or self._is_set_off(adjective)
                return clauses.surface_subject(head) if said else []
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

    def _is_set_off(self, preposition: int) -> bool:
        """Return True for a phrase that opens its sentence or stands between commas: "X, under attack from Y, ..."."""
        tree = self.clauses.tree
        first, last = tree.sentences[tree.sentence[preposition]]
        end = max(tree.subtree(preposition)) + 1
        starts = preposition == first or tree.lower[preposition - 1] == ","
        return starts and (end >= last or tree.lower[end] in {",", "."} or tree.lower[end - 1] == ",")

    def _of_noun(self, role: str) -> list[int]:
        clauses, tree, noun = self.clauses, self.clauses.tree, self.token
        if role == "self":
            return [noun]
        if role == "acl":  # "a threat to impose tariffs", "chips bound for China"
            return [c for c in tree.children[noun] if tree.dep[c] in {"acl", "relcl"}]
        if role == "clause":  # "in retaliation for the tariffs, China ..."
            measured = nominals.outer(clauses, noun)  # "after months of talks failed": the months
            verb = tree.head[measured]
            if tree.dep[measured] == "nsubj" and tree.dep[verb] == "advcl" and tree.is_verb(tree.head[verb]):
                return clauses.surface_subject(tree.head[verb])  # "after talks with Seoul failed, Tokyo ..."
            if (
                tree.dep[measured] in {"nsubj", "nsubjpass"}
                and tree.dep[verb] == "ccomp"
                and tree.is_verb(tree.head[verb])
            ):
                return clauses.surface_subject(tree.head[verb])  # "Samsung said talks with Nvidia went well"
            preposition = tree.head[noun]
            governor = tree.head[preposition]
            if tree.dep[noun] == "pobj" and tree.lower[preposition] in _CIRCUMSTANCE and tree.is_verb(governor):
                if tree.dep[governor] == "acl" and tree.is_passive(governor):  # "curbs imposed in retaliation"
                    actors = clauses.deep_subject(governor) or clauses.noun_actor(tree.head[governor])
                    if actors:
                        return actors
                return clauses.surface_subject(governor)
            return []
        if role == "possessor":
            return nominals.possessors(clauses, noun)
        if role == "modifier":
            found = nominals.modifiers(clauses, noun)
            if self.kind == "demonym":
                found = found + [
                    m for d in nominals.descriptions(clauses, noun) for m in nominals.modifiers(clauses, d)
                ]
            if self.kind in {"name", "demonym"} or clauses.arguments.is_agentive(noun):
                found = [m for m in found if not nominals.is_of_participle(clauses, m)]
            return found
        if role == "subject":
            said_of = nominals.said_of(clauses, noun)
            if said_of or clauses.arguments.is_agentive(noun):
                return said_of  # "bought a unit" does not make the buyer one
            lender = nominals.light_verb(clauses, noun)
            return clauses.deep_subject(lender) if lender is not None else []
        if role == "actor":
            for name in ("subject", "by", "possessor", "modifier"):
                tokens = self.role(name)
                if any(clauses.arguments.fill(t, ("Agent",)) for t in tokens):
                    return tokens
            return self.role("from") if affected(clauses, noun) else []  # "faces sanctions from Brussels"
        if role == "reach":
            return nominals.office_in_reach(clauses, noun)
        if role == "determiner":
            return [c for c in tree.children[noun] if tree.dep[c] == "det"]
        if role == "description":
            return nominals.descriptions(clauses, noun)
        if role == "office":
            return nominals.known_office(clauses, noun)
        if role == "doer":
            return implied.doer(clauses, noun)
        if role == "counterpart":
            return implied.counterpart(clauses, noun)
        if role == "firm":
            return implied.firm(clauses, noun)
        if role == "above":  # "restricted exports", "a ban on exports"
            outer = nominals.outer(clauses, noun)
            head, dep = tree.head[outer], tree.dep[outer]
            return [] if head == outer else [tree.head[head]] if dep == "pobj" else [head]
        if role == "opponent":
            return implied.opponent(clauses, noun)
        if role == "authority":
            return implied.authority(clauses, noun)
        if role == "plaintiff":
            return implied.plaintiff(clauses, noun)
        if role == "object":
            return []
        if role == "recipient":
            lender = nominals.light_verb(clauses, noun)
            return tree.recipients(lender) if lender is not None else []
        found = tree.preposition_objects(noun, role) or self._behind_actor(role) or self._behind_description(role)
        if found or role == "of":
            return found
        lender = nominals.light_verb(clauses, noun)
        if lender is not None and role != "by":
            found = tree.preposition_objects(lender, role)
            if found:
                return found
        first = tree.first_conjunct(noun)
        event = noun not in clauses.arguments.names and not clauses.arguments.readings(noun)
        if event and role in {"between", "with"} and tree.dep[first] == "nsubj" and tree.is_verb(tree.head[first]):
            # "talks are under way between Tokyo and Seoul"
            found = tree.preposition_objects(tree.head[first], role)
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
        found = found or self._before_verb(role)
        return found or (affected(clauses, noun) if role in PREPOSITIONS else [])

    def _behind_actor(self, role: str) -> list[int]:
        """Return what the parser hung on the name of who did it: "the purchase by Baykar [of Piaggio]"."""
        clauses, tree = self.clauses, self.clauses.tree
        if clauses.arguments.is_agentive(self.token):
            return []
        actors = [t for t in tree.preposition_objects(self.token, "by") if t in clauses.arguments.names]
        return [t for actor in actors for t in tree.preposition_objects(actor, role)]

    def _behind_description(self, role: str) -> list[int]:
        """Return what the parser hung on the verb, behind a description: "blocked the sale of X, a maker, [to Y]"."""
        tree, noun = self.clauses.tree, self.token
        verb = tree.head[noun]
        if tree.dep[noun] not in {"dobj", "nsubjpass"} or not tree.is_verb(verb):
            return []
        described = [t for t in tree.preposition_objects(noun, "of") if tree.child(t, "appos") is not None]
        behind = [
            c
            for c in tree.children[verb]
            if tree.lower[c] == role and tree.dep[c] in {"prep", "dative"} and c > noun and tree.lower[c - 1] == ","
        ]
        return [t for c in behind for t in tree.children[c] if tree.dep[t] == "pobj"] if described else []

    def _before_verb(self, role: str) -> list[int]:
        """Return what the parser hung on the verb although it stands before it: "investment by X [in Y] has risen"."""
        tree, noun = self.clauses.tree, self.token
        verb = tree.head[noun]
        if tree.dep[noun] not in {"nsubj", "nsubjpass"} or verb < noun:
            return []
        fronted = [
            c for c in tree.children[verb] if noun < c < verb and tree.lower[c] == role and tree.dep[c] == "prep"
        ]
        return [t for c in fronted for t in tree.children[c] if tree.dep[t] == "pobj"]
