"""What a sentence does to its statement: polarity, modality and whose words it is.

Every sentence states that the United States bans Huawei. Expected values follow the qualifiers of the
annotation guide: negated for what is denied, refused or undone, planned for what is to come, and so on.
"""

from __future__ import annotations

import pytest
from hand_parsed import parse

from kg.extract import RuleExtractor

BANNED = "Washington|NNP|nsubj|banned banned/ban|VBD|ROOT|= Huawei|NNP|dobj|banned"
THAT_BANNED = (
    "that|IN|mark|banned Washington|NNP|nsubj|banned had/have|VBD|aux|banned banned/ban|VBN|ccomp|{0} "
    "Huawei|NNP|dobj|banned"
)
TO_BAN = "to|TO|aux|ban ban|VB|xcomp|{0} Huawei|NNP|dobj|ban"


def ban(written):
    """Return the only claim of that relation."""
    (claim,) = [claim for claim in RuleExtractor()(parse(written)) if claim.predicate == "bans"]
    assert (claim.subject.label, claim.object.label) == ("United States", "Huawei")
    return claim


def auxiliary(word, lemma, tag="MD"):
    return f"Washington|NNP|nsubj|ban {word}/{lemma}|{tag}|aux|ban ban|VB|ROOT|= Huawei|NNP|dobj|ban"


def said(verb, lemma):
    return f"Samsung|NNP|nsubj|{verb} {verb}/{lemma}|VBD|ROOT|= {THAT_BANNED.format(verb)}"


def to_ban(verb, lemma):
    return f"Washington|NNP|nsubj|{verb} {verb}/{lemma}|VBD|ROOT|= {TO_BAN.format(verb)}"


@pytest.mark.parametrize(
    ("written", "polarity"),
    [
        pytest.param(BANNED, "affirmed", id="plain"),
        pytest.param(
            "Washington|NNP|nsubj|banned has/have|VBZ|aux|banned not|RB|neg|banned banned/ban|VBN|ROOT|= "
            "Huawei|NNP|dobj|banned",
            "negated",
            id="not",
        ),
        pytest.param(
            "Washington|NNP|nsubj|banned never|RB|neg|banned banned/ban|VBD|ROOT|= Huawei|NNP|dobj|banned",
            "negated",
            id="never",
        ),
        pytest.param(said("denied", "deny"), "negated", id="denied that"),
        pytest.param(to_ban("refused", "refuse"), "negated", id="refused to"),
        pytest.param(to_ban("failed", "fail"), "negated", id="failed to"),
        pytest.param(
            "Washington|NNP|nsubj|has has/have|VBZ|ROOT|= yet|RB|advmod|has " + TO_BAN.format("has"),
            "negated",
            id="has yet to",
        ),
        pytest.param(
            "Washington|NNP|nsubj|ruled ruled/rule|VBD|ROOT|= out|RP|prt|ruled banning/ban|VBG|xcomp|ruled "
            "Huawei|NNP|dobj|banning",
            "negated",
            id="ruled out",
        ),
        pytest.param(
            "Washington|NNP|nsubj|left left/leave|VBD|ROOT|= without|IN|prep|left banning/ban|VBG|pcomp|without "
            "Huawei|NNP|dobj|banning",
            "negated",
            id="without",
        ),
        pytest.param(
            "Washington|NNP|nsubj|refuse did/do|VBD|aux|refuse not|RB|neg|refuse refuse|VB|ROOT|= "
            + TO_BAN.format("refuse"),
            "affirmed",
            id="did not refuse to",
        ),
    ],
)
def test_polarity(written, polarity):
    claim = ban(written)
    assert (claim.polarity, claim.modality) == (polarity, "actual")


@pytest.mark.parametrize(
    ("written", "modality"),
    [
        pytest.param(auxiliary("will", "will"), "planned", id="will"),
        pytest.param(auxiliary("may", "may"), "possible", id="may"),
        pytest.param(auxiliary("could", "could"), "possible", id="could"),
        pytest.param(auxiliary("should", "should"), "requested", id="should"),
        pytest.param(auxiliary("did", "do", "VBD"), "actual", id="did"),
        pytest.param(to_ban("planned", "plan"), "planned", id="planned to"),
        pytest.param(to_ban("was", "be"), "planned", id="was to"),
        pytest.param(
            "Washington|NNP|nsubj|was was/be|VBD|ROOT|= first|JJ|acomp|was " + TO_BAN.format("was"),
            "actual",
            id="was first to",
        ),
        pytest.param(to_ban("threatened", "threaten"), "planned", id="threatened to"),
        pytest.param(to_ban("agreed", "agree"), "planned", id="agreed to"),
        pytest.param(
            "Washington|NNP|nsubj|is is/be|VBZ|ROOT|= likely|JJ|acomp|is " + TO_BAN.format("likely"),
            "possible",
            id="is likely to",
        ),
        pytest.param(
            "Washington|NNP|nsubj|ruled has/have|VBZ|aux|ruled not|RB|neg|ruled ruled/rule|VBN|ROOT|= out|RP|prt|ruled "
            "banning/ban|VBG|xcomp|ruled Huawei|NNP|dobj|banning",
            "possible",
            id="has not ruled out",
        ),
        pytest.param(
            "Washington|NNP|nsubj|considering is/be|VBZ|aux|considering considering/consider|VBG|ROOT|= a|DT|det|ban "
            "ban|NN|dobj|considering on|IN|prep|ban Huawei|NNP|pobj|on",
            "possible",
            id="is considering a",
        ),
        pytest.param(
            "Samsung|NNP|nsubj|leave will|MD|aux|leave leave|VB|ROOT|= if|IN|mark|bans Washington|NNP|nsubj|bans "
            "bans/ban|VBZ|advcl|leave Huawei|NNP|dobj|bans",
            "conditional",
            id="if",
        ),
        pytest.param(
            "Samsung|NNP|nsubj|leave will|MD|aux|leave leave|VB|ROOT|= unless|IN|mark|bans Washington|NNP|nsubj|bans "
            "bans/ban|VBZ|advcl|leave Huawei|NNP|dobj|bans",
            "conditional",
            id="unless",
        ),
        pytest.param(
            "Washington|NNP|nsubj|banned banned/ban|VBD|ROOT|= Huawei|NNP|dobj|banned if|IN|mark|yield "
            "it|PRP|nsubj|yield does/do|VBZ|aux|yield not|RB|neg|yield yield|VB|advcl|banned",
            "actual",
            id="no condition of the past",
        ),
        pytest.param(
            "Washington|NNP|nsubj|banned reportedly|RB|advmod|banned banned/ban|VBD|ROOT|= Huawei|NNP|dobj|banned",
            "alleged",
            id="reportedly",
        ),
        pytest.param(
            "Tokyo|NNP|nsubj|sue could|MD|aux|sue sue|VB|ROOT|= Beijing|NNP|dobj|sue ;|,|punct|sue "
            "Washington|NNP|nsubj|ban could|MD|aux|ban ban|VB|conj|sue Huawei|NNP|dobj|ban",
            "possible",
            id="each clause its own",
        ),
        pytest.param(
            "Did/do|VBD|aux|ban Washington|NNP|nsubj|ban ban|VB|ROOT|= Huawei|NNP|dobj|ban ?|.|punct|ban",
            "possible",
            id="question",
        ),
        pytest.param(
            "The|DT|det|belief belief|NN|nsubj|is that|IN|mark|banned Washington|NNP|nsubj|banned "
            "banned/ban|VBD|acl|belief Huawei|NNP|dobj|banned is/be|VBZ|ROOT|= wrong|JJ|acomp|is",
            "possible",
            id="the belief that",
        ),
    ],
)
def test_modality(written, modality):
    claim = ban(written)
    assert (claim.polarity, claim.modality) == ("affirmed", modality)


def test_plan_that_is_negated_is_both():
    claim = ban(
        "Washington|NNP|nsubj|plan does/do|VBZ|aux|plan not|RB|neg|plan plan|VB|ROOT|= " + TO_BAN.format("plan")
    )
    assert (claim.polarity, claim.modality) == ("negated", "planned")


def test_modal_of_the_first_of_two_verbs_reaches_the_second():
    claim = ban(
        "Washington|NNP|nsubj|sue could|MD|aux|sue sue|VB|ROOT|= ZTE|NNP|dobj|sue and|CC|cc|sue ban|VB|conj|sue "
        "Huawei|NNP|dobj|ban"
    )
    assert (claim.polarity, claim.modality) == ("affirmed", "possible")


def test_negation_of_another_clause_does_not_reach_the_statement():
    claim = ban(
        "Tokyo|NNP|nsubj|act did/do|VBD|aux|act not|RB|neg|act act|VB|ROOT|= after|IN|mark|banned "
        "Washington|NNP|nsubj|banned banned/ban|VBD|advcl|act Huawei|NNP|dobj|banned"
    )
    assert (claim.polarity, claim.modality) == ("affirmed", "actual")


@pytest.mark.parametrize(
    ("written", "source", "modality", "polarity"),
    [
        pytest.param(BANNED, None, "actual", "affirmed", id="the writer"),
        pytest.param(said("said", "say"), "Samsung", "actual", "affirmed", id="said that"),
        pytest.param(said("claimed", "claim"), "Samsung", "alleged", "affirmed", id="claimed that"),
        pytest.param(said("denied", "deny"), "Samsung", "actual", "negated", id="denied that"),
        pytest.param(said("doubted", "doubt"), None, "possible", "affirmed", id="doubted that"),
        pytest.param(
            "Washington|NNP|nsubj|banned banned/ban|VBD|ccomp|said Huawei|NNP|dobj|banned ,|,|punct|said "
            "Samsung|NNP|nsubj|said said/say|VBD|ROOT|=",
            "Samsung",
            "actual",
            "affirmed",
            id="X said at the end",
        ),
        pytest.param(
            "According/accord|VBG|prep|banned to|IN|prep|According Samsung|NNP|pobj|to ,|,|punct|banned " + BANNED,
            "Samsung",
            "actual",
            "affirmed",
            id="according to",
        ),
        pytest.param(
            "Tokyo|NNP|nsubj|urged urged/urge|VBD|ROOT|= Washington|NNP|dobj|urged " + TO_BAN.format("urged"),
            "Japan",
            "requested",
            "affirmed",
            id="urged to",
        ),
        pytest.param(
            "Tokyo|NNP|nsubj|accused accused/accuse|VBD|ROOT|= Washington|NNP|dobj|accused of|IN|prep|accused "
            "banning/ban|VBG|pcomp|of Huawei|NNP|dobj|banning",
            "Japan",
            "alleged",
            "affirmed",
            id="accused of",
        ),
        pytest.param(
            "Samsung|NNP|nsubj|said said/say|VBD|ROOT|= Tokyo|NNP|nsubj|urged urged/urge|VBD|ccomp|said "
            "Washington|NNP|dobj|urged " + TO_BAN.format("urged"),
            "Japan",
            "requested",
            "affirmed",
            id="the innermost of two",
        ),
    ],
)
def test_attribution(written, source, modality, polarity):
    claim = ban(written)
    assert (claim.attributed_to.label if claim.attributed_to else None) == source
    assert (claim.modality, claim.polarity) == (modality, polarity)


def test_only_what_is_affirmed_as_actual_is_asserted():
    assert ban(BANNED).asserted
    assert not ban(said("denied", "deny")).asserted
    assert not ban(auxiliary("may", "may")).asserted
