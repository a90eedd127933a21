"""Proposals: what may be one, why, and what is never proposed."""

from __future__ import annotations

from itertools import count

import pytest

from kg.ids import entity_iri, local_entity_iri, minted_entity_iri
from kg.link import Resolver, propose
from kg.model import Claim, Document, Entity, Evidence, Mention
from kg.store import LocalStore

KNOWN = {
    each.id: each
    for each in (
        Entity("china", "China", "Country"),
        Entity("lumeris", "Lumeris", "Company", aliases=("LMR",)),
        Entity("tsmc", "TSMC", "Company"),
    )
}


@pytest.fixture
def graph(tmp_path):
    """Return a store and a function that adds a document a sentence, "Subject beats Object"."""
    number = count(1)
    with LocalStore(tmp_path / "graph", entities=KNOWN) as store:

        def say(*pairs, one_sentence=False):
            document = f"d{next(number)}"
            sentences = [f"{subject[0]} beats {object_[0]}." for subject, object_ in pairs]
            text = " ".join(sentences)
            claims = []
            for (subject, object_), sentence in zip(pairs, sentences, strict=True):
                at = text.index(sentence)
                ends = []
                for name, kind in (subject, object_):
                    start = at + sentence.index(name)
                    iri = entity_iri(kind) if kind in KNOWN else minted_entity_iri(name)
                    kind_ = KNOWN[kind].type if kind in KNOWN else kind
                    if kind == "Local":
                        iri, kind_ = local_entity_iri(document, name), "Company"
                    ends.append(Mention(start, start + len(name), name, name, kind_, iri))
                evidence = Evidence(0, len(text), text) if one_sentence else Evidence(at, at + len(sentence), sentence)
                claims.append(Claim(document, ends[0], "competesWith", ends[1], evidence, extractor="rules/1"))
            store.add(Document(document, text), claims)

        yield store, say


def found(store):
    return [(each.left_label, each.right_label, each.reason) for each in propose(store, Resolver(store))]


def test_best_first_with_reason_and_sentences(graph):
    store, say = graph
    say((("Nerida Optics", "Company"), ("TSMC", "tsmc")))
    say((("Nerida", "Company"), ("TSMC", "tsmc")), (("Nerida", "Company"), ("Acme", "Company")))
    say((("Vexora Labs", "Company"), ("Acme", "Company")), (("Acme", "Company"), ("China", "china")))
    say((("Vexoro Labs", "Company"), ("China", "china")))
    proposals = propose(store, Resolver(store))
    assert [(each.left_label, each.right_label, each.reason) for each in proposals] == [
        ("Nerida Optics", "Nerida", "short form, a partner in common"),
        ("Vexoro Labs", "Vexora Labs", "spelling"),
    ]
    assert proposals[0].score > proposals[1].score == 0.5
    assert [context.sentence for context in proposals[0].right_contexts] == [
        "Nerida beats TSMC.",
        "Nerida beats Acme.",
    ]


def test_a_known_entity_is_the_one_that_stands_for_both_by_any_of_its_names(graph):
    store, say = graph
    say((("Lumeris Photonics", "Company"), ("China", "china")))
    say((("Light Machine Research", "Company"), ("China", "china")))
    assert {each.right for each in propose(store, Resolver(store))} == {entity_iri("lumeris")}
    assert {each.left_label for each in propose(store, Resolver(store))} == {
        "Lumeris Photonics",
        "Light Machine Research",
    }


@pytest.mark.parametrize(
    "pairs",
    [
        [(("Nerida", "Country"), ("Acme", "Company")), (("Nerida Optics", "Company"), ("Acme", "Company"))],
        [(("Orion", "AIModel"), ("Acme", "AIModel")), (("Orion Max", "AIModel"), ("Acme", "AIModel"))],
        [(("Orion 1", "AIModel"), ("Acme", "AIModel")), (("Orion 2", "AIModel"), ("Acme", "AIModel"))],
        [(("Nerida Optics", "Company"), ("Nerida", "Company"))],  # an article relates the two
        [(("advanced chip", "Chip"), ("Acme", "Chip")), (("advanced chips", "Chip"), ("Acme", "Chip"))],
        [(("Ministry", "Local"), ("Acme", "Company")), (("Ministry Two", "Company"), ("Acme", "Company"))],
    ],
    ids=["classes", "products", "numbers", "related", "common nouns", "of one document alone"],
)
def test_not_proposed(graph, pairs):
    store, say = graph
    for pair in pairs:
        say(pair)
    assert found(store) == []


def test_what_stands_in_one_sentence_as_two_is_not_proposed(graph):
    store, say = graph
    pairs = ((("Nerida Optics", "Company"), ("TSMC", "tsmc")), (("Nerida", "Company"), ("TSMC", "tsmc")))
    say(*pairs)
    assert len(found(store)) == 1  # in two sentences of one article: a full name, then a short one
    say(*pairs, one_sentence=True)
    assert found(store) == []


def test_a_short_name_of_several_is_less_likely(graph):
    store, say = graph
    for name, partner in (("Nerida", "tsmc"), ("Nerida Optics", "china"), ("Nerida Motors", "lumeris")):
        say(((name, "Company"), (KNOWN[partner].label, partner)))
    proposals = propose(store, Resolver(store))
    assert [(each.left_label, each.right_label, each.score) for each in proposals] == [
        ("Nerida Motors", "Nerida", 0.25),
        ("Nerida Optics", "Nerida", 0.25),
    ]


def test_nothing_is_merged_and_what_was_judged_is_not_proposed_again(graph):
    store, say = graph
    for name in ("Nerida", "Nerida Optics", "Nerida Motors"):
        say(((name, "Company"), ("Acme", "Company")))
    resolver = Resolver(store)
    for each, verdict in zip(propose(store, resolver), ("negative", "positive"), strict=True):
        resolver.judge(each.left, each.right, verdict, by="Ada")
    resolver.apply()
    assert found(store) == []
    resolver.judge(minted_entity_iri("Nerida"), minted_entity_iri("Nerida Optics"), "unsure", by="Bo")
    resolver.apply()
    assert found(store) == []


def test_a_crowd_under_one_word_is_no_sign(graph):
    """Names that begin alike are compared while they are few: the work does not grow with their square."""
    store, say = graph
    for number in range(60):
        say(((f"National {'ABCDEFGHIJ'[number // 10]}{'klmnopqrst'[number % 10]}ora", "Company"), ("Acme", "Company")))
    say((("National", "Company"), ("Acme", "Company")))
    assert not any("short form" in reason for _, _, reason in found(store))


def test_a_name_of_10000_characters_is_passed_over(graph):
    store, say = graph
    say((("N" * 10_000, "Company"), ("Acme", "Company")), (("N" * 9_999, "Company"), ("Acme", "Company")))
    assert found(store) == []
