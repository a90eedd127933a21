"""Short forms under the full names that a document gives: "Xi" of "Xi Jinping", "SMEE" of "Shanghai Micro ...".

A full name stands before its short forms. Of several people who fit, it is whom the text named most, of anything else
what it named last. Only a company's short form may come first ("Robot maker Helix", and Helix Robotics two sentences
on), if nothing else fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from spacy.tokens import Span

from kg import nouns
from kg.gazetteer import Gazetteer
from kg.labels import company_endings, company_words, is_legal_form, is_legal_prefix
from kg.vocab import class_ancestors

__all__ = ["ShortForms"]

_NOT_SHORTENED = frozenset({"Country", "Bloc", "Place", "Law", "TradeMeasure"})
_BODIES = frozenset({"GovernmentBody", "InternationalOrganization", "ResearchOrganization"})
_WHERE = frozenset({"in", "near", "outside", "around", "across", "throughout"})
_LEAST_ACRONYM = 3
"""Letters of an acronym that stands without brackets."""
_NEAR = 4
"""Names back from one to another that it may stand in the description of."""
_LEAST_LETTERS = 7
"""Letters of a name that may have lost or changed one by mistake."""


class ShortForms:
    """Puts the names of one document under their full names."""

    def __init__(self, known: Gazetteer) -> None:
        self._known = known
        self._nouns = nouns.load()
        self._ancestors = class_ancestors()

    def __call__(self, found: Sequence[Span]) -> list[Span]:
        """Return the names, in the same order, with short forms under the full name that the document gives."""
        bracketed = _bracketed(found)
        full: dict[str, list[Span]] = {}
        acronyms: dict[str, dict[str, Span]] = {}
        for span in found:
            for form in self._forms(span):
                full.setdefault(form, []).append(span)
            if not span.kb_id_ and len(span) > 1 and span.label_ not in {"Person", "Place"}:
                acronyms.setdefault(_core(span)[0][0].upper(), {}).setdefault(span.id_, span)
        misspelt = _misspelt(found)
        others = _told_apart(found)
        result = []
        for span in found:
            source = (
                bracketed.get(span.text)
                or self._acronym_of(span, acronyms.get(span.text[0], {}))
                or self._longer(span, full, others)
                or misspelt.get(span.text)
            )
            if source is None or source is span:
                result.append(span)
            else:
                result.append(
                    Span(span.doc, span.start, span.end, label=source.label_, kb_id=source.kb_id_, span_id=source.id_)
                )
        return result

    def _forms(self, span: Span) -> Iterator[str]:
        """Yield what may stand for the whole name: "Longwei" for "Shenzhen Longwei Automation"."""
        if len(span) < 2 or span.label_ in _NOT_SHORTENED:
            return
        if span.label_ == "Person" or span.kb_id_:
            yield span[0].text
            if span.label_ == "Person" or (span.kb_id_ and span.label_ in _BODIES):
                yield span[-1].text
            return
        words = _core(span)
        if len(words) < len(span):
            yield " ".join(words)
        for size in range(1, len(words)):
            yield " ".join(words[:size])
        if len(words) > 2:
            yield f"{words[0]} {words[-1]}"  # "Lianqu Technology" for "Lianqu Intelligent Technology"
        if self._is_place(words[0]):
            for size in range(2, len(words) + 1):
                yield " ".join(words[1:size])
        elif len(words) == 3 and self._tells(words[1]):
            yield words[1]
        if len(words) == 2 and self._tells(words[1]):
            yield words[1]

    def _is_place(self, word: str) -> bool:
        key = self._known.lookup(word)
        return key is not None and self._known.entities[key].type in {"Country", "Place"}

    def _tells(self, word: str) -> bool:
        """Return True for a word that tells a company from others: "Skylink" of "Deccan Skylink", not "Robotics"."""
        lower = word.lower()
        return (
            word[0].isupper()
            and lower not in company_endings()
            and lower not in company_words()
            and not is_legal_form(word)
            and self._nouns.classify([lower]) is None
        )

    def _longer(self, span: Span, full: dict[str, list[Span]], others: Set[tuple[str, str]]) -> Span | None:
        """Return the full name that a name is short for; `others` are names with what they are not short for."""
        if span.kb_id_ and not self._may_be_a_surname(span):
            return None
        fitting = [
            longer
            for longer in full.get(" ".join(_core(span)), ())
            if self._may_be(span, longer) and (span.text, longer.text) not in others
        ]
        if span.kb_id_:  # "Ford", after "Doug Ford"
            fitting = [longer for longer in fitting if longer.label_ == "Person" and longer[-1].text == span.text]
        same = [longer for longer in fitting if _plain(longer) == _plain(span)]
        if same or (not span.kb_id_ and is_legal_form(span[-1].text)):
            fitting = same  # "Varnholt AG" is not short for Varnholt Quantum GmbH
        before = [longer for longer in fitting if longer.start < span.start]
        if before and before[-1].label_ == "Person":
            named = Counter(longer.id_ for longer in before)
            return max(reversed(before), key=lambda longer: (named[longer.id_], -longer.start))
        if before:
            return before[-1]
        if (
            not span.kb_id_
            and len({longer.id_ for longer in fitting}) == 1
            and fitting[0].label_ == "Company"
            and not fitting[0].kb_id_
        ):
            return fitting[0]
        return None

    def _may_be_a_surname(self, span: Span) -> bool:
        """Return True for a known name of one word that an unknown person may have too, unless all the world does."""
        if len(span) > 1 or span.label_ not in {"Company", "Person", "Product", "AIModel"}:
            return False
        roles = self._known.entities[span.kb_id_].attributes.get("roles", ())
        return not any(
            role.relation == "leads" and self._known.entities[role.entity].type == "Country" for role in roles
        )

    def _may_be(self, span: Span, longer: Span) -> bool:
        if longer is span or len(_core(longer)) + bool(longer.kb_id_) <= len(_core(span)):
            return longer is not span and longer.start < span.start and longer.text != span.text
        if longer.label_ == "Person":
            if len(span) > 1:
                return False
            return span.label_ in {"", "Person", "Company", "Product"} or (
                span.label_ == "Place" and not self._is_location(span)
            )
        return not self._is_location(span)

    def _is_location(self, span: Span) -> bool:
        """Return True for a name that is taken for a place: "in Dunmore", "the town of Dunmore", "Dunmore-based"."""
        behind = span.doc[span.end : span.end + 2].text.lower()
        if behind in {"-based", "-born", "-headquartered"}:
            return True
        above = span.root.head
        if span.root.dep_ != "pobj" or len(span) > 1:
            return False
        if above.lower_ == "of":
            return self._nouns.classify([above.head.lemma_.lower()]) == "Place"
        return span.label_ == "Place" and above.lower_ in _WHERE

    def _acronym_of(self, span: Span, full: Mapping[str, Span]) -> Span | None:
        """Return the one unknown full name before whose letters an acronym has: "KBT" of Kowloon Bright Trading."""
        text = span.text
        if len(span) != 1 or len(text) < _LEAST_ACRONYM or not (text.isalpha() and text.isupper()):
            return None
        if span.kb_id_ and "Agent" not in self._ancestors.get(span.label_, ()):
            return None
        fitting = [
            longer
            for longer in full.values()
            if longer.start < span.start and (_initials(longer) == text if span.kb_id_ else _stands_for(text, longer))
        ]
        return fitting[0] if len(fitting) == 1 else None


def _core(span: Span) -> list[str]:
    """Return the words of a name without legal forms at its ends; as they are if nothing else is left."""
    words = [token.text for token in span]
    end = len(words)
    while end > 1 and (is_legal_form(words[end - 1]) or not words[end - 1][0].isalnum()):
        end -= 1
    start = 1 if end > 1 and is_legal_prefix(words[0]) else 0
    return words[start:end]


def _plain(span: Span) -> list[str]:
    """Return the words of a name without what any firm may add to its own: legal form, "Group"."""
    words = _core(span)
    while len(words) > 1 and words[-1].lower() in company_words():
        words = words[:-1]
    return words


def _told_apart(found: Sequence[Span]) -> set[tuple[str, str]]:
    """Return names with the longer ones that they stand in the description of: "Banpu Next, a unit of Banpu".

    Nothing is described by itself (the "i-within-i" condition of Chomsky 1981, "Lectures on Government and Binding").
    """
    apart = set()
    near = [(before, span) for n, span in enumerate(found) for before in found[max(0, n - _NEAR) : n]]
    for before, span in near:
        if before.text.startswith(f"{span.text} ") and before.label_ != "Person" and not span.kb_id_:
            above = list(span.root.ancestors)
            if before.root in above:
                above = above[: above.index(before.root)]
                if any(token.dep_ == "appos" and token.pos_ == "NOUN" for token in above):
                    apart.add((span.text, before.text))
    return apart


def _bracketed(found: Sequence[Span]) -> dict[str, Span]:
    """Return the acronyms that stand in brackets behind the full names: "... Equipment (SMEE)"."""
    acronyms: dict[str, Span] = {}
    for before, span in pairwise(found):
        if (
            span.start == before.end + 1
            and span.doc[before.end].text == "("
            and (_initials(before) == span.text or _is_acronym(span, before))
        ):
            acronyms[span.text] = before
    return acronyms


def _is_acronym(span: Span, before: Span) -> bool:
    """Return True for capitals that stand alone in brackets behind a body's name: "(BAFA)", of a name in German."""
    return (
        not span.kb_id_
        and not before.kb_id_
        and len(span) == 1
        and len(before) > 1
        and len(span.text) > 1
        and span.text.isalpha()
        and span.text.isupper()
        and before.label_ not in {"Person", "Place"}
        and span.end < len(span.doc)
        and span.doc[span.end].text == ")"
    )


def _initials(span: Span) -> str:
    return "".join(token.text[0] for token in span if token.text[0].isupper())


def _stands_for(acronym: str, span: Span) -> bool:
    """Return True if an acronym is the initials, or has them and more letters in order: "VMP", Vostok Mikropribor."""
    words = [word for word in _core(span) if word[0].isalnum()]
    initials = {"".join(word[0] for word in words if word[0].isupper()), _initials(span)}
    if acronym in initials:
        return True
    letters = iter("".join(words).upper())
    return (
        len(words) > 1
        and acronym[0] == words[0][0].upper()
        and _in_order("".join(word[0].upper() for word in words), iter(acronym))
        and _in_order(acronym, letters)
    )


def _in_order(letters: str, among: Iterator[str]) -> bool:
    return all(letter in among for letter in letters)


def _misspelt(found: Sequence[Span]) -> dict[str, Span]:
    """Return the names that another, more frequent one is but for a letter, with that: "Lumikore" for Lumicore."""
    named: dict[str, list[Span]] = {}
    for span in found:
        if not span.kb_id_ and len(span) == 1 and len(span.text) >= _LEAST_LETTERS and span.text.isalpha():
            named.setdefault(span.text, []).append(span)
    near: dict[str, set[str]] = {}
    for name in named:
        for i in range(len(name)):
            near.setdefault(f"{name[:i]}*{name[i + 1 :]}", set()).add(name)
    result = {}
    for names in near.values():
        often = [name for name in names if len(named[name]) > 1]
        if len(often) == 1 and len(names) == 2:
            (once,) = names - set(often)
            result[once] = named[often[0]][0]
    return result
