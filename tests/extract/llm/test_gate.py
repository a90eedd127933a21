"""What of a model's proposals becomes a claim, and why the rest is refused. The parses are written out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from chat_server import claim
from hand_parsed import parse, token

from kg import gazetteer
from kg.extract.llm.gate import UNMEASURED, Gate, Refusal
from kg.model import Document, TimeSpan

SUED = "Huawei|NNP|nsubj|sued sued/sue|VBD|ROOT|= Samsung|NNP|dobj|sued in|IN|prep|sued May|NNP|pobj|in .|.|punct|sued"
BANNED = "It|PRP|nsubj|banned banned/ban|VBD|ROOT|= Micron|NNP|dobj|banned .|.|punct|banned"
SAID = (
    "Samsung|NNP|nsubj|said said/say|VBD|ROOT|= Huawei|NNP|nsubj|sued sued/sue|VBD|ccomp|said "
    "Acme|NNP|dobj|sued .|.|punct|said"
)


def gate(written, types=None, **data):
    doc = parse(written, types)
    doc.user_data.update(data)
    return Gate(doc, gazetteer.load(), "llm/tiny/1")


def check(proposed, written=SUED, types=None, **data):
    found = gate(written, types, **data)
    return found.claims(proposed, (0, len(found._doc.text)))


SENTENCE = "Huawei sued Samsung in May."


def test_a_claim_that_the_text_bears_out():
    [found] = check(claim("Huawei", "sues", "Samsung", SENTENCE, modality="planned", polarity="negated"))
    assert (found.subject.label, found.subject.type, found.subject.entity) == ("Huawei", "Company", "huawei")
    assert (found.predicate, found.object.label, found.object.entity) == ("sues", "Samsung", "samsung")
    assert (found.polarity, found.modality, found.attributed_to, found.time) == ("negated", "planned", None, None)
    assert (found.document, found.pattern, found.extractor) == ("hand-parsed", "llm/sues", "llm/tiny/1")
    assert found.confidence == UNMEASURED


def test_offsets_are_those_of_the_document():
    [found] = check(claim("Huawei", "sues", "Samsung", "Huawei sued Samsung"), offset=100)
    assert (found.evidence.start, found.evidence.end, found.evidence.quote) == (100, 127, SENTENCE)
    assert (found.subject.start, found.subject.end, found.object.start, found.object.text) == (100, 106, 112, "Samsung")


def test_annotation_knows_better_than_the_model_what_a_known_name_is():
    [found] = check(claim("Huawei", "sues", "Samsung", SENTENCE, "Country Person"))
    assert (found.subject.type, found.object.type) == ("Company", "Company")


def test_the_model_says_what_an_unknown_name_is():
    [found] = check(claim("Huawei", "sues", "Acme", "Huawei sued Acme", "Company Person"), SAID)
    assert (found.object.label, found.object.type, found.object.entity) == ("Acme", "Person", None)


def test_a_pronoun_stands_for_its_antecedent():
    written = f"{SUED} {BANNED}"
    names = parse(written)
    antecedents = {token(names, "It"): [(token(names, "Huawei"),)]}
    [found] = check(claim("It", "bans", "Micron", "It banned Micron."), written, antecedents=antecedents)
    assert (found.subject.label, found.subject.text, found.subject.entity) == ("Huawei", "It", "huawei")


def test_a_name_that_only_a_pronoun_of_the_sentence_stands_for_is_that_pronoun():
    written = f"{SUED} {BANNED}"
    names = parse(written)
    antecedents = {token(names, "It"): [(token(names, "Huawei"),)]}
    [found] = check(claim("Huawei", "bans", "Micron", "It banned Micron."), written, antecedents=antecedents)
    assert (found.subject.label, found.subject.text) == ("Huawei", "It")


def test_a_plural_stands_for_all_its_antecedents():
    written = f"{SUED} They|PRP|nsubj|banned banned/ban|VBD|ROOT|= Micron|NNP|dobj|banned"
    names = parse(written)
    antecedents = {token(names, "They"): [(token(names, "Huawei"), token(names, "Samsung"))]}
    found = check(claim("They", "bans", "Micron", "They banned Micron"), written, antecedents=antecedents)
    assert [each.subject.label for each in found] == ["Huawei", "Samsung"]


def test_a_pronoun_for_two_things_in_one_sentence_is_refused_and_the_name_taken():
    written = (
        "It|PRP|nsubj|said said/say|VBD|ROOT|= it|PRP|nsubj|banned banned/ban|VBD|ccomp|said "
        f"Micron|NNP|dobj|banned .|.|punct|said {SUED}"
    ).replace("It|", "it|")
    names = parse(written)
    antecedents = {0: [(token(names, "Samsung"),)], 2: [(token(names, "Huawei"),)]}
    quote = "it said it banned Micron."
    with pytest.raises(Refusal, match="subject stands for one thing here and another there in the evidence"):
        check(claim("it", "bans", "Micron", quote), written, antecedents=antecedents)
    [found] = check(claim("Huawei", "bans", "Micron", quote), written, antecedents=antecedents)
    assert (found.subject.label, found.subject.start) == ("Huawei", len("it said "))


def test_attribution_is_read_like_any_mention():
    source = {"mention": "Samsung", "class": "Company"}
    [found] = check(claim("Huawei", "sues", "Acme", "Samsung said Huawei sued Acme.", attributed_to=source), SAID)
    assert (found.attributed_to.label, found.attributed_to.start) == ("Samsung", 0)


def test_time_is_what_annotation_read():
    span = TimeSpan(date(2024, 5, 1), date(2024, 5, 31), "in May")
    [found] = check(claim("Huawei", "sues", "Samsung", SENTENCE, time="May"), dates=[(3, 5, span)])
    assert found.time == span


def test_time_that_annotation_missed_is_resolved_from_the_day_of_the_article():
    document = Document("d", SENTENCE, published=date(2025, 4, 26))
    [found] = check(claim("Huawei", "sues", "Samsung", SENTENCE, time="May"), document=document)
    # the last May on or before 26 April 2025
    assert found.time == TimeSpan(date(2024, 5, 1), date(2024, 5, 31), "May")


def test_time_without_interval_is_counted():
    found = gate(SUED)  # no day of publication: "May" is in no year
    [read] = found.claims(claim("Huawei", "sues", "Samsung", SENTENCE, time="May"), (0, len(SENTENCE)))
    assert (read.time, found.undated) == (None, 1)


@pytest.mark.parametrize(
    ("proposed", "reason"),
    [
        (claim("Huawei", "sues", "Samsung", "Huawei sued Samsung in June."), "evidence is not in the text"),
        (claim("Huawei", "sues", "Samsung", "uawei sued Samsung"), "evidence is not in the text"),
        (claim("Huawei", "sues", "Nvidia", SENTENCE), "object is not in the evidence"),
        (claim("Sam", "sues", "Samsung", SENTENCE), "subject is not in the evidence"),
        (claim("sued", "sues", "Samsung", SENTENCE), "subject is no name and no kind of thing that the ontology has"),
        (claim("Huawei", "leads", "Samsung", SENTENCE), "subject is not of a class that the relation takes"),
        (claim("Huawei", "released", "Samsung", SENTENCE), "object is not of a class that the relation takes"),
        (claim("Huawei", "sues", "Huawei", SENTENCE), "subject and object are the same"),
        (claim("Huawei", "loves", "Samsung", SENTENCE), "relation is not in the ontology"),
        (claim("Huawei", "attackedBy", "Samsung", SENTENCE), "relation is not in the ontology"),
        (claim("Huawei", "sues", "Samsung", SENTENCE, polarity="yes"), "polarity is not in the ontology"),
        (claim("Huawei", "sues", "Samsung", SENTENCE, modality=[]), "modality is not in the ontology"),
        (claim("Huawei", "sues", "Samsung", SENTENCE, "Company Alien"), "class of object is not in the ontology"),
        (claim("Huawei", "sues", "Samsung", SENTENCE, time="June"), "time is not in the evidence"),
        (claim("Huawei", "sues", "Samsung", SENTENCE, time=7), "time is missing or no text"),
        (claim("Huawei", "sues", "Samsung", " "), "evidence is missing or no text"),
        (claim("Huawei", "sues", "Samsung", SENTENCE, subject="Huawei"), "subject is no object"),
        (
            claim("Huawei", "sues", "Samsung", SENTENCE, attributed_to={"mention": "Xi", "class": "Person"}),
            "attributed_to is not in the evidence",
        ),
        (
            claim("Huawei", "sues", "Samsung", SENTENCE, attributed_to={"mention": "sued", "class": "Person"}),
            "attributed_to is nobody who can say something",
        ),
        ({}, "relation is missing or no text"),
        ("Huawei sues Samsung", "is no object"),
    ],
)
def test_what_is_not_borne_out_is_refused_with_the_reason(proposed, reason):
    with pytest.raises(Refusal) as refusal:
        check(proposed)
    assert str(refusal.value) == reason


def test_an_unknown_name_passes_the_class_that_the_model_says_only_if_the_relation_takes_it():
    with pytest.raises(Refusal, match="object is not of a class"):
        check(claim("Huawei", "sues", "Acme", "Huawei sued Acme", "Company Law"), SAID)


def test_a_pronoun_without_antecedent_is_refused():
    with pytest.raises(Refusal, match="subject is no name"):
        check(claim("It", "bans", "Micron", "It banned Micron."), BANNED)


def test_evidence_outside_the_piece_that_was_shown_is_refused():
    with pytest.raises(Refusal, match="evidence is not in the text"):
        gate(f"{SUED} {BANNED}").claims(claim("Huawei", "sues", "Samsung", SENTENCE), (28, 45))


@pytest.mark.parametrize(("sentences", "passes"), [(2, True), (3, False)])
def test_evidence_is_about_a_sentence(sentences, passes):
    found = gate(" ".join([SUED, *[BANNED] * (sentences - 1)]))
    text = found._doc.text
    proposed = claim("Huawei", "sues", "Samsung", text)
    if passes:
        assert found.claims(proposed, (0, len(text)))[0].evidence.quote == text
    else:
        with pytest.raises(Refusal, match="evidence is more than 2 sentences"):
            found.claims(proposed, (0, len(text)))


def test_every_refusal_leaves_out_what_the_model_wrote():
    """Reasons are counted and printed: words of an article or a model have no place in them."""
    with pytest.raises(Refusal) as refusal:
        check(claim("\x1b[31mHuawei", "sues", "Samsung", SENTENCE))
    assert "\x1b" not in str(refusal.value)


def test_a_line_break_is_as_good_as_a_blank():
    [found] = check(claim("Huawei", "sues", "Samsung", "Huawei  sued\nSamsung"))
    assert found.evidence.quote == SENTENCE
