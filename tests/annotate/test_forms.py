"""Names of the gazetteer in a Doc: case, the tokenizer's cuts, names that are never meant."""

from __future__ import annotations

import pytest
import spacy
from spacy.matcher import PhraseMatcher

from kg import gazetteer
from kg.annotate.forms import FormMatcher

CLASSES = frozenset({"Country", "Company", "TechnologyField"})
TEXT = """\
apple: {type: Company, label: Apple, not: [Apple Daily, "Apple's Way"]}
us: {code: us, label: United States, aliases: [US, U.S.]}
ai: {type: TechnologyField, label: artificial intelligence, aliases: [AI]}
process: {type: TechnologyField, label: 5nm process, aliases: [nm node]}
mofcom: {type: Company, label: China's Foo}
"""


def formed(nlp, known):
    return FormMatcher(nlp, known.names(), known.never)


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.fixture
def matcher(nlp, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(TEXT)
    return formed(nlp, gazetteer.read([file], CLASSES))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Apple and the US", {("Apple", "apple"), ("US", "us")}),
        ("apple tells us", set()),
        ("the U.S. and AI", {("U.S.", "us"), ("AI", "ai")}),
        ("ARTIFICIAL Intelligence", {("ARTIFICIAL Intelligence", "ai")}),
        ("a 5nm process", {("5nm process", "process")}),
        ("at the 3nm node", {("nm node", "process")}),
        ("China’s Foo", {("China’s Foo", "mofcom")}),
        ("Apple Daily", set()),
        ("Apple’s Way", set()),
        ("Apple Daily sued Apple", {("Apple", "apple")}),
        ("", set()),
    ],
)
def test_names_in_text(nlp, matcher, text, found):
    doc = nlp(text)
    assert {(doc[start:end].text, key) for start, end, key in matcher(doc)} == found


def test_what_was_found_once_is_found_again(nlp, matcher):
    docs = [nlp("Apple left."), nlp("Nobody."), nlp("Apple came.")]
    assert [len(list(matcher(doc))) for doc in docs] == [1, 0, 1]


def test_all_names_are_found_where_one_matcher_of_all_finds_them(nlp):
    """As if every name were a pattern from the start, over texts that hold each name of the gazetteer."""
    known = gazetteer.load()
    lazy = formed(nlp, known)
    whole = {exact: PhraseMatcher(nlp.vocab, attr="ORTH" if exact else "LOWER") for exact in (True, False)}
    for name, key, exact in known.names():
        whole[exact].add(key, [nlp.make_doc(name)])
    names = sorted({name for name, _, _ in known.names()})
    for first in range(0, len(names), 500):
        doc = nlp.make_doc(" ; ".join(names[first : first + 500]))
        wanted = {(s, e, doc.vocab.strings[key]) for each in whole.values() for key, s, e in each(doc)}
        missing = {(doc[s:e].text, key) for s, e, key in wanted - set(lazy(doc))}
        never = {name for names in known.never.values() for name in names}
        assert {text for text, _ in missing} <= {word for name in never for word in (name, *name.split())}
