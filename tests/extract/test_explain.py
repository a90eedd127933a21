"""The explanation is the extraction's own: the same claims, all frames, and each outcome what it says."""

from __future__ import annotations

from datetime import date

import pytest
from hand_parsed import parse

from kg import ingest, pipeline
from kg.annotate import annotate
from kg.demo import demo_articles
from kg.extract import RuleExtractor
from kg.model import Document

pytestmark = pytest.mark.model

MATCHED = {"claim", "too unsure", "gave way", "said already"}


def explained(text, published=date(2025, 5, 2)):
    return list(pipeline.explain(Document("x", text, published=published)))


def attempts(sentence, word):
    """Return relation -> outcomes of the frames tried on the word."""
    found = {}
    for predicate in sentence.predicates:
        if predicate.words == word:
            for attempt in predicate.attempts:
                found.setdefault(attempt.relation, []).append((attempt.outcome, attempt.reason))
    return found


@pytest.fixture(scope="module")
def articles():
    """Return some demo articles."""
    return list(ingest.read(demo_articles(), skipped=lambda skip: pytest.fail(skip.reason)))[:8]


def test_claims_are_those_of_the_extraction(articles):
    for document, claims in pipeline.extract(articles):
        told = [statement.claim for sentence in pipeline.explain(document) for statement in sentence.statements]
        assert sorted(map(repr, told)) == sorted(map(repr, claims))


def test_reading_keeps_every_trial_and_one_outcome_a_match(articles):
    extractor = RuleExtractor()
    for _, docs in annotate(articles):
        for doc in docs:
            reading = extractor.read(doc)
            assert reading.claims == extractor(doc)
            matches = [match for trial in reading.trials for match in trial.matches]
            assert [outcome.match for outcome in reading.outcomes] == matches
            assert all((trial.failure is None) == bool(trial.matches) for trial in reading.trials)


def test_all_outcomes_of_an_article_add_up(articles):
    for document in articles:
        for sentence in pipeline.explain(document):
            tried = [attempt for predicate in sentence.predicates for attempt in predicate.attempts]
            assert sum(attempt.outcome == "claim" for attempt in tried) == len(sentence.statements)
            assert all((attempt.verdict is None) == (attempt.outcome in MATCHED) for attempt in tried)


def test_names_say_how_they_were_found():
    (sentence,) = explained("Washington sanctioned Qinglan Semiconductor, whose lab is in Beijing.")
    how = {name.words: (name.label, name.type, name.key, name.how) for name in sentence.names}
    assert how["Washington"] == ("United States", "Country", "united-states", ("gazetteer",))
    assert how["Qinglan Semiconductor"][2:] == ("", ("recogniser",))
    assert how["Beijing"][1:] == ("Place", "", ("gazetteer", "a capital meant as a city"))


def test_short_names_say_what_they_are_short_for():
    first, second = explained("Zhongwei Optics sued Intel. Zhongwei won.")
    (name,) = [name for name in second.names if name.words == "Zhongwei"]
    assert name.label == "Zhongwei Optics"
    assert "short for Zhongwei Optics" in name.how
    assert first.names[0].words == "Zhongwei Optics"


def test_references_and_dates():
    (sentence,) = explained("Huawei said on Friday that it depends on Nvidia.")
    (reference,) = sentence.references
    assert reference.words == "it"
    assert reference.readings[0][0].arguments[0].label == "Huawei"
    assert [(span.text, span.start) for span in sentence.dates] == [("Friday", date(2025, 5, 2))]


def test_a_description_of_nobody_is_told():
    (sentence,) = explained("The company sued Intel.")
    assert [(reference.words, reference.readings) for reference in sentence.references] == [("The company", ())]


def test_roles_name_their_fillers():
    (sentence,) = explained("Washington put Huawei on its entity list.")
    (put,) = [predicate for predicate in sentence.predicates if predicate.lemma == "put"]
    labels = {role: [a.label for f in there for a in f.arguments] for role, there in put.roles.items()}
    assert labels == {"subject": ["United States"], "object": ["Huawei"], "on": ["Entity List"]}


def test_what_gave_way_names_what_is_more_specific():
    (sentence,) = explained("Prime Minister Dick Schoof left the Netherlands.")
    tried = [attempt for predicate in sentence.predicates for attempt in predicate.attempts]
    (way,) = {attempt.reason for attempt in tried if attempt.outcome == "gave way" and attempt.relation == "worksFor"}
    assert way == "Dick Schoof → Netherlands: leads/prime-minister-of is more specific"


def test_what_is_said_already_names_the_frame_that_says_it():
    (sentence,) = explained("Dutch chipmaker Qinglan Semiconductor sued ASML.")
    tried = [attempt for predicate in sentence.predicates for attempt in predicate.attempts]
    (again,) = [attempt.reason for attempt in tried if attempt.outcome == "said already"]
    assert again == "Qinglan Semiconductor → Netherlands: by basedIn/chipmaker-modifier"


def test_a_wrong_class_is_told_with_the_admitted_ones():
    (sentence,) = explained("Germany expelled the Russian diplomat.")
    told = ("no object", "object is “the Russian diplomat”, no argument; admitted: Group|Person")
    assert told in attempts(sentence, "expelled")["penalizes"]


def test_predicates_without_a_frame_are_listed():
    (sentence,) = explained("Huawei dazzled Samsung.")
    (predicate,) = [predicate for predicate in sentence.predicates if predicate.lemma == "dazzle"]
    assert predicate.attempts == []
    assert set(predicate.roles) == {"subject", "object"}


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Huawei denies that it depends on Nvidia.", [("denies", "negated"), ("denies", "source")]),
        ("China will not ban Micron.", [("will", "planned"), ("not", "negated")]),
        ("China reportedly banned Micron, Reuters said.", [("reportedly", "alleged"), ("said", "source")]),
        ("China may ban Micron if Washington agrees.", [("may", "possible"), ("if", "conditional")]),
        ("China banned Micron.", []),
    ],
)
def test_claims_name_the_words_that_qualify_them(text, cues):
    (sentence,) = explained(text)
    (statement,) = sentence.statements
    assert [(cue.words, cue.effect) for cue in statement.cues] == cues


def test_a_frame_that_hedges_qualifies_its_claim():
    doc = parse(
        "Ukraine|NNP|nsubj|sought sought/seek|VBD|ROOT|= membership|NN|dobj|sought of|IN|prep|membership "
        "NATO|NNP|pobj|of"
    )
    (outcome,) = [o for o in RuleExtractor().read(doc).outcomes if o.match.frame.modality == "planned"]
    assert outcome.claim.modality == "planned"
