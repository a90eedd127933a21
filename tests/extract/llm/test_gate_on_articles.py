"""The gate on real parses: what the rules find, proposed by a model that copies it, comes through as it was."""

from __future__ import annotations

from collections import Counter

import pytest
from chat_server import claim

from kg import gazetteer, ingest
from kg.annotate import annotate
from kg.demo import demo_articles
from kg.extract import RuleExtractor
from kg.extract.llm.gate import Gate, Refusal

pytestmark = pytest.mark.model


def proposed(found):
    """Return the claim as a model would write it."""
    kinds = f"{found.subject.type} {found.object.type}"
    source = found.attributed_to
    return claim(
        found.subject.text,
        found.predicate,
        found.object.text,
        found.evidence.quote,
        kinds,
        polarity=found.polarity,
        modality=found.modality,
        attributed_to={"mention": source.text, "class": source.type} if source else None,
        time=found.time.text if found.time else None,
    )


def content(found):
    ends = [(each.label, each.type, each.entity) for each in (found.subject, found.object)]
    return (*ends, found.evidence, found.time, found.attributed_to and found.attributed_to.label)


def test_claims_of_the_rules_pass():
    documents = ingest.read(demo_articles(), skipped=lambda skip: pytest.fail(skip.reason))
    read, known = RuleExtractor(), gazetteer.load()
    results: Counter[str] = Counter()
    for _, pieces in annotate(documents):
        for doc in pieces:
            gate = Gate(doc, known, "llm/copy/1")
            for found in read(doc):
                try:
                    passed = gate.claims(proposed(found), (0, len(doc.text)))
                except Refusal as refusal:
                    results[str(refusal)] += 1
                else:
                    results["same" if content(found) in map(content, passed) else "other"] += 1
    assert results.keys() <= {
        "same",
        "other",
        "object is not in the evidence",  # "President Xi" of a country that another sentence names
        "object is not of a class that the relation takes",  # "the two powers" are both ends
        "subject is not of a class that the relation takes",  # "the rule" stands for whoever made it
        "object is no name and no kind of thing that the ontology has",  # "a maker of reducers" makes a thing of them
        "subject and object are the same",  # "a Republican" is read as the member, unless the frame asks for the party
        "subject stands for one thing here and another there in the evidence",
        "object stands for one thing here and another there in the evidence",
    }
    within = results.total() - results["object is not in the evidence"]
    assert results["same"] > 0.96 * within
    assert results["other"] < 0.01 * results.total()
