"""Every example of the lexicon, read by the whole pipeline.

`sentence => Subject predicate Object [qualifier]` must give the claim, a `no_match` none of its relation.
The qualifier is a polarity or a modality; without one, the claim must be affirmed.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from kg import pipeline, vocab
from kg.evaluate.score import same_label
from kg.extract import lexicon
from kg.extract.arguments import THING
from kg.model import Document

ENTRIES = lexicon.load().entries
RELATIONS = vocab.relations()
EXAMPLE = re.compile(
    rf"(?P<sentence>.+?) => (?P<subject>.+) (?P<relation>{'|'.join(RELATIONS)}) (?P<object>.+?)(?: \[(?P<how>\w+)\])?"
)

NOT_YET = {
    "Japan's export restrictions to South Korea were lifted.": "what is lifted has been in force",
}
"""Examples that fail, with the reason: ten at most, and each is deleted when it passes."""


def examples(kind):
    """Return one parameter an example, named by its relation and number; those that fail are marked."""
    return [
        pytest.param(
            relation,
            example,
            id=f"{relation}-{number}",
            marks=[
                pytest.mark.xfail(reason=reason, strict=True)
                for sentence, reason in NOT_YET.items()
                if example.startswith(sentence)
            ],
        )
        for relation, entry in ENTRIES.items()
        for number, example in enumerate(getattr(entry, kind), 1)
    ]


@pytest.fixture(scope="module")
def claims():
    """Return the claims of every sentence among the examples, however unsure; all are read in one run."""
    sentences = {
        example.partition("=>")[0].strip() for entry in ENTRIES.values() for example in (*entry.match, *entry.no_match)
    }
    documents = [Document(sentence, sentence, published=date(2025, 4, 26)) for sentence in sorted(sentences)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.extract.claims.LEAST", 0.0)
        return {document.id: found for document, found in pipeline.extract(documents)}


@pytest.mark.model
@pytest.mark.parametrize(("relation", "example"), examples("match"))
def test_match(relation, example, claims):
    want = EXAMPLE.fullmatch(example)
    found = [claim for claim in claims[want["sentence"]] if claim.predicate == relation]
    assert any(_is_wanted(claim, want) for claim in found), [
        (claim.subject.label, claim.object.label, claim.polarity, claim.modality) for claim in found
    ]


def _is_wanted(claim, want):
    ends = [claim.subject.label], [claim.object.label]
    wanted = [want["subject"]], [want["object"]]
    orders = [wanted, wanted[::-1]] if RELATIONS[claim.predicate].symmetric else [wanted]
    qualified = want["how"] in {claim.polarity, claim.modality} if want["how"] else claim.polarity == "affirmed"
    return qualified and any(all(map(same_label, ends, order)) for order in orders)


@pytest.mark.model
@pytest.mark.parametrize(("relation", "example"), examples("no_match"))
def test_no_match(relation, example, claims):
    found = [claim for claim in claims[example.strip()] if claim.predicate == relation]
    assert [(claim.subject.label, claim.object.label, claim.pattern) for claim in found] == []


def test_what_is_known_to_fail_are_few_examples_of_today():
    sentences = {
        example.partition(" =>")[0] for entry in ENTRIES.values() for example in (*entry.match, *entry.no_match)
    }
    assert set(NOT_YET) <= sentences
    assert len(NOT_YET) <= 10


@pytest.mark.parametrize("relation", sorted(RELATIONS))
def test_each_relation_has_frames_and_examples(relation):
    entry = ENTRIES[relation]
    assert entry.frames
    assert len(entry.match) >= 2
    assert len(entry.no_match) >= 1


@pytest.mark.parametrize("relation", sorted(RELATIONS))
def test_examples_are_written_as_they_should_be(relation):
    for example in ENTRIES[relation].match:
        parts = EXAMPLE.fullmatch(example)
        assert parts, example
        assert parts["relation"] == relation, example
        assert parts["how"] in {None, "negated", "planned", "possible", "requested", "conditional", "alleged"}, example
    assert not [example for example in ENTRIES[relation].no_match if "=>" in example]


def test_no_sentence_is_an_example_for_and_against_the_same_relation():
    for entry in ENTRIES.values():
        positive = {example.partition(" =>")[0] for example in entry.match}
        assert positive.isdisjoint(entry.no_match)


@pytest.mark.parametrize("relation", sorted(RELATIONS))
def test_each_frame_has_a_trigger(relation):
    for frame in ENTRIES[relation].frames:
        assert frame.triggers
        assert all(trigger == trigger.strip() != "" for trigger in frame.triggers)


def test_frames_ask_for_types_in_the_domain_and_range_of_their_relation():
    ancestors = vocab.class_ancestors()
    outside = {
        (relation, name)
        for relation, entry in ENTRIES.items()
        for frame in entry.frames
        for types, wide in ((frame.subject_types, "domain"), (frame.object_types, "range"))
        for name in types
        if name != THING and not ancestors[name] & set(getattr(RELATIONS[relation], wide))
    }
    assert not outside
