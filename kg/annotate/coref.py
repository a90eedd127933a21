"""Antecedents of pronouns and definite nouns, ranked; extraction takes the first whose type fits.

A salience ranking in the manner of Lappin and Leass (1994, "An Algorithm for Pronominal Anaphora
Resolution", Computational Linguistics 20:4): candidates are filtered by agreement and syntax, and
ranked by grammatical role, recency and frequency. An anaphor that was resolved is itself a mention,
so that salience gathers on the thing and not on its name. As with Hobbs (1978, "Resolving Pronoun
References", Lingua 44), the sentence itself comes before those before it. The argument types of the
relation at hand choose among the best few ("claiming it was developed with ..." asks for a
technology), so that no candidate is guessed against its type. Where nothing agrees, there is no
antecedent and no claim.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg import gazetteer, nouns, vocab
from kg.annotate.descriptions import PAIR, Description, Reader, words
from kg.annotate.gender import Genders, gender_of
from kg.annotate.mentions import SUBJECT, Candidate, candidates, role_of, things
from kg.annotate.origins import Origins
from kg.annotate.pleonastic import load_pleonastic
from kg.annotate.salience import Site, is_main_subject, own_subjects
from kg.gazetteer import Gazetteer
from kg.gazetteer.offices import Offices
from kg.nouns import Nouns

__all__ = ["Antecedents"]

_PLURAL = {"they", "them", "their", "theirs", "themselves"}
_REFLEXIVE = {"itself", "himself", "herself", "themselves", "oneself"}
_REACH = 80
"""How many candidates back are looked at, so that endless sentences take linear time."""
_WINDOW = 3
"""How many sentences a pronoun reaches over, its own among them."""
_FAR = 8
"""How many a description does."""
_MOST = 4
"""How many antecedents an anaphor is given."""
_CLOSE = 1.5
"""Points of salience by which the best antecedent leads at most if another one may be meant."""


class Antecedents:
    """Pipeline component that fills `doc.user_data["antecedents"]`: token -> ranked token groups.

    `doc.user_data["contested"]` are the anaphors whose best antecedent is hardly likelier than the next.
    """

    def __init__(self, known: Gazetteer) -> None:
        self._known = known
        self._offices = Offices(known)

    def __call__(self, doc: Doc) -> Doc:
        reading = _Reading(doc, self._known, self._offices)
        doc.user_data["antecedents"] = reading.antecedents()
        doc.user_data["contested"] = reading.contested
        return doc


class _Reading:
    """One document, read from its first sentence to its last."""

    def __init__(self, doc: Doc, known: Gazetteer, offices: Offices) -> None:
        spans: list[Span] = list(doc.spans["names"])
        self._doc = doc
        self._nouns = nouns.load()
        self._pleonastic = load_pleonastic()
        self._names = {i: span for span in spans for i in range(span.start, span.end)}
        origins = Origins(known, spans, self._names, self._nouns)
        self._ancestors = vocab.class_ancestors()
        self._reader = Reader(doc, known, self._nouns, self._ancestors, self._names, origins, offices)
        self._genders = Genders(spans)
        self._quoted = set(_quoted(doc))
        self._found: dict[int, list[tuple[int, ...]]] = {}
        self.contested: set[int] = set()
        """Anaphors of which it is hardly clear what they refer to."""
        self._seen: list[Candidate] = []
        """Candidates of the sentences before."""
        self._here: list[Candidate] = []
        """Candidates of this sentence."""
        self._identities: dict[int, str] = {}
        """What each single mention is one of."""
        self._mentions: Counter[str] = Counter()
        """How often each thing was mentioned in the sentences before."""

    def antecedents(self) -> dict[int, list[tuple[int, ...]]]:
        """Return the ranked antecedents of each anaphor."""
        for number, sentence in enumerate(self._doc.sents):
            self._here = candidates(sentence, number, self._names, self._nouns)
            self._identities.update((c.at, c.identity) for c in self._here if len(c.tokens) == 1)
            for token in sentence:
                ranked = self._rank(token, number)
                if ranked:
                    self._found[token.i] = [c.tokens for c in ranked]
                    if ranked[0].lead < _CLOSE:
                        self.contested.add(token.i)
                    self._mention(token, ranked[0], number)
            self._mentions.update(c.identity for c in self._here if c.name and len(c.tokens) == 1)
            here = [c for c in self._here if c.resolved or c.at not in self._found]
            self._seen = [c for c in self._seen if number - c.sentence < _FAR] + here
        return self._found

    def _rank(self, token: Token, number: int) -> list[Candidate]:
        lower = token.lower_
        if lower in _REFLEXIVE and token.dep_ in {"dobj", "pobj", "dative"}:
            subjects = own_subjects(token)
            return [c for c in self._here if c.at in subjects][-1:]
        gender = gender_of(lower)
        if gender is not None or lower in _PLURAL:
            if gender == "it" and self._pleonastic.is_pleonastic(token, self._nouns):
                return []
            site = Site.of(token, number, self._found)
            ranked = _best(self._plural(site) if gender is None else self._singular(site, gender))
            if ranked and gender is not None:
                self._genders.learn(ranked[0].identity, gender)
            return ranked
        if _is_two(token):
            return self._description(Site.of(token, number, self._found), PAIR, _WINDOW)
        if token.i not in self._names and token.pos_ == "NOUN":
            description = self._reader.read(token)
            if description is not None:
                found = self._description(Site.of(token, number, self._found), description)
                if len(found) == 1 and token.i + 1 not in self._names:  # nobody else can be meant; not "the fund Foro"
                    self._reader.learn(description, found[0])
                return found
            relative = self._reader.read_relative(token)
            if relative is not None:
                return self._another(Site.of(token, number, self._found), relative)
        return []

    def _another(self, site: Site, description: Description) -> list[Candidate]:
        """Return the only other one whom the text has just named beside the owner: "Samsung ... its rival"."""
        owner = next((t for t in site.anaphor.lefts if t.dep_ == "poss"), None)
        if owner is None:
            return []
        group = (owner.i,) if owner.i in self._names else self._found.get(owner.i, [()])[0]
        own = {self._identities.get(i, "") for i in group}
        if not own or any(not each or each.isdigit() for each in own):
            return []  # of nobody named
        fitting = [
            c
            for c in self._in_reach(site, _FAR)
            if c.name and len(c.tokens) == 1 and not c.plural and not c.adjective and c.identity not in own
            if self._reader.fits(description, c)
        ]
        called = [c for c in fitting if self._reader.is_called(description, c)]
        if description.origin:
            fitting = [c for c in fitting if self._reader.told(description, c)]
        for choice in (called, fitting):
            for far in range(_FAR):
                found = {c.identity: c for c in choice if site.sentence - c.sentence <= far}
                if found:
                    return list(found.values()) if len(found) == 1 else []
        return []

    def _mention(self, token: Token, antecedent: Candidate, number: int) -> None:
        """Make the anaphor a mention of what it refers to."""
        self._here.append(
            replace(
                antecedent,
                at=token.i,
                sentence=number,
                role=role_of(token),
                adjective=False,
                member=False,
                resolved=True,
                lead=math.inf,
            )
        )

    # -- pronouns -----------------------------------------------------------------------------

    def _singular(self, site: Site, gender: str) -> Iterator[tuple[float, Candidate]]:
        token = site.anaphor
        if token.lower_ == "it":
            for c in self._things(site, plural=False):
                # a subject is no thing, unless the thing acts before: "the presidential office said it"
                if token.dep_ != "nsubj" or site.points(c) > 2.0:
                    yield self._score(site, c), c
        threatened = _threatened(token, self._nouns) if gender == "it" else set()
        made = gender == "it" and token.dep_ == "nsubjpass" and token.head.lemma_ in words().making
        for c in self._in_reach(site, _WINDOW):
            if c.adjective or not self._genders.allow(c.identity, gender):
                continue
            if gender == "it":
                if c.person or c.plural or c.type in {"Group", "Event", "Place"}:
                    continue
                if c.type == "MediaOutlet" and role_of(self._doc[c.at]) != SUBJECT:
                    continue  # "told CNBC"
            elif c.plural or not (c.person or (c.soft and c.type in {"", "Group"})):
                continue  # the recogniser takes people with rare names for a people
            score = self._score(site, c)
            if c.at in threatened:
                score += 12.0
            if c.member and gender == "it":
                score -= 1.5
            if made and "Agent" in self._ancestors.get(c.type, ()):
                score -= 10.0  # "it was developed with": a thing, if there is one
            if c.type == "MediaOutlet":
                score -= 6.0  # "Kyodo reported": it tells the news, it is not in it
            yield score, c

    def _plural(self, site: Site) -> Iterator[tuple[float, Candidate]]:
        for c in self._things(site, plural=True):
            yield self._score(site, c), c
        for c in self._in_reach(site, _WINDOW):
            if c.plural and not c.adjective:
                yield self._score(site, c), c

    def _things(self, site: Site, *, plural: bool) -> Iterator[Candidate]:
        for c in things(site.anaphor, site.sentence, self._names, self._nouns, plural=plural):
            if c.at not in site.forbidden:
                yield c

    # -- descriptions -------------------------------------------------------------------------

    def _description(self, site: Site, description: Description, window: int = _FAR) -> list[Candidate]:
        reach = [c for c in self._in_reach(site, window) if self._reader.fits(description, c)]
        if description.plural and description.maker is None:
            return self._several(site, description, reach)
        single = [
            c
            for c in reach
            if len(c.tokens) == 1 and not c.plural and (c.name or self._reader.introduces(c, description))
        ]
        if not any(self._reader.told(description, c) for c in reach) and len({c.identity for c in single}) > 1:
            return []  # "the Dutch firm", and any of them might be Dutch
        if description.compared:  # "the smaller firm" is the one spoken of last beside the subject
            last = [c for c in single if site.sentence - c.sentence <= 1]
            about = {c.identity for c in last if c.sentence < site.sentence and is_main_subject(self._doc[c.at])}
            return sorted((c for c in last if c.identity not in about and c.name), key=lambda c: -c.at)[:1]
        best = _best((self._score(site, c, decay=1.5) + self._reader.bonus(description, c), c) for c in single)
        return best if best and best[0].name else []  # "a joint venture ... the venture" is nobody named

    def _several(self, site: Site, description: Description, reach: Sequence[Candidate]) -> list[Candidate]:
        """Return those whom "the two companies", "both countries" refers to."""
        size = description.size
        together = [(self._score(site, c), c) for c in reach if len(c.tokens) > 1]
        if size is None:
            return _best(together)
        return (
            self._apart(site, description, reach, back=1)  # whom the sentence itself has named
            or _best(pair for pair in together if len(pair[1].tokens) == size)
            or self._apart(site, description, reach)
            # "the three countries": two together, the third spoken of elsewhere
            or _best(pair for pair in together if len(pair[1].tokens) == size - 1)
        )

    def _apart(
        self, site: Site, description: Description, reach: Iterable[Candidate], back: int = _FAR
    ) -> list[Candidate]:
        """Return "both companies" where the nearest sentences name just two."""
        single = [c for c in reach if c.name and len(c.tokens) == 1 and not c.adjective]
        if description.origin and not all(self._reader.told(description, c) for c in single):
            return []
        for far in range(back):
            distinct = {c.identity: c for c in single if site.sentence - c.sentence <= far}
            if len(distinct) == description.size:
                members = sorted(distinct.values(), key=lambda c: c.tokens)
                tokens = tuple(c.tokens[0] for c in members)
                return [replace(members[0], tokens=tokens, name="", key="", plural=True)]
            if len(distinct) > (description.size or 0):
                break
        return []

    # -- what is in reach, and how likely -----------------------------------------------------

    def _in_reach(self, site: Site, window: int) -> Iterator[Candidate]:
        here = self._here[-_REACH:]
        excluded = {self._identities.get(i, "") for c in here if c.at in site.forbidden for i in (c.at, *c.tokens)}
        for c in self._seen[-_REACH:]:
            if site.sentence - c.sentence < window and c.identity not in excluded:
                yield c
        for c in here:
            if c.at in self._found and not c.resolved:
                continue  # the noun of a description that names somebody by now
            last = c.at if c.resolved else max(c.tokens)
            if last >= site.anaphor.i:
                if site.awaits(c):
                    yield c
            elif not site.holds(c) and c.identity not in excluded and c.at not in site.forbidden:
                yield c

    def _score(self, site: Site, c: Candidate, decay: float = 4.0) -> float:
        """Return how likely the candidate is; it loses `decay` with each sentence between."""
        score = c.role - decay * (site.sentence - c.sentence) + 0.5 * min(4, self._mentions[c.identity])
        if c.name:
            score += 1.5
        if site.pronoun and c.at in self._quoted and site.anaphor.i not in self._quoted:
            score -= 3.0  # who is spoken of in a quotation is not who the text is about
        if c.sentence == site.sentence:
            # whoever governs the clause would be a pronoun in it, and no description
            if site.pronoun:
                score += site.points(c)
            elif not site.aside:
                score -= site.points(c)
        elif is_main_subject(self._doc[c.at]):
            score += 1.0
        if not site.controllers.isdisjoint(c.tokens):
            score += 6.0
        return score + c.at / 100_000  # the nearer of two alike


def _best(scored: Iterable[tuple[float, Candidate]]) -> list[Candidate]:
    """Return the likeliest candidates, each thing once, up to the first that is no argument of any relation."""
    ranked: dict[str, Candidate] = {}
    best = sorted(scored, key=lambda pair: -pair[0])
    for score, c in best:
        if not c.type and not c.name and len(c.tokens) == 1:
            if ranked and c.plural:
                continue
            break
        if not ranked:
            others = (other for other, each in best if each.identity != c.identity)
            c = replace(c, lead=score - next(others, -math.inf))
        ranked.setdefault(c.identity, c)
        if len(ranked) == _MOST:
            break
    return list(ranked.values())


def _threatened(token: Token, known: Nouns) -> set[int]:
    """Return whom a measure hits that depends on what "it" does: "will impose sanctions on Tokyo if it sells"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.dep_ != "advcl" or not any(c.lower_ in {"if", "unless"} for c in verb.children):
        return set()
    return {
        target.i
        for target in token.doc[verb.head.i : token.i]
        if target.dep_ == "pobj"
        and target.head.lower_ in {"on", "against"}
        and any(
            noun.dep_ == "dobj" and known.classify([noun.lemma_]) == "TradeMeasure"
            for noun in (target.head.head, *target.head.head.children)
        )
    }


def _is_two(token: Token) -> bool:
    """Return True for "both" and "the two" without a noun."""
    if token.lower_ == "both":
        return token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "poss"}
    return (
        token.i > 0
        and token.lower_ == "two"
        and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
        and token.nbor(-1).lower_ == "the"
    )


def _quoted(doc: Doc) -> Iterator[int]:
    """Yield the tokens between quotation marks, up to the end of the paragraph."""
    inside = False
    for token in doc:
        if token.text in {"“", "``"} or (token.text == '"' and not inside):
            inside = True
        elif token.text in {"”", "''", '"'} or "\n" in token.text:
            inside = False
        elif inside:
            yield token.i


@Language.factory("kg_coref")
def _create(nlp: Language, name: str) -> Antecedents:
    return Antecedents(gazetteer.load())
