"""Sentences that do not state their claim as a fact, in the words of the news.

A graph of what is reported stands or falls with these: each sentence names the claim that a careless reader
would take from it, and no claim between the two may come out as affirmed and actual.
"""

from __future__ import annotations

import pytest

from kg import pipeline
from kg.model import Document

pytestmark = pytest.mark.model

DENIED = [
    ("China denies that it hacked Microsoft.", "China attacks Microsoft"),
    ("China has repeatedly denied hacking Microsoft.", "China attacks Microsoft"),
    ("Samsung denied a report that it had sued Huawei.", "Samsung sues Huawei"),
    ("Beijing rejected accusations that it had hacked Microsoft.", "China attacks Microsoft"),
    ("An official dismissed claims that Beijing had stolen secrets from ASML.", "China attacks ASML"),
    ("Claims that China had hacked Microsoft are baseless.", "China attacks Microsoft"),
    ("It is false that China hacked Microsoft.", "China attacks Microsoft"),
    ("The report found no evidence that Huawei spied on Germany.", "Huawei attacks Germany"),
    ("Investigators found no proof Huawei had hacked Vodafone.", "Huawei attacks Vodafone"),
    ("Huawei was acquitted of stealing secrets from T-Mobile.", "Huawei attacks T-Mobile"),
    ("A judge ruled that Huawei had not stolen secrets from T-Mobile.", "Huawei attacks T-Mobile"),
]
NEGATED = [
    ("Huawei was not sanctioned by the EU.", "European Union sanctions Huawei"),
    ("The EU has not, however, sanctioned Huawei.", "European Union sanctions Huawei"),
    ("Huawei was neither sanctioned nor banned by Japan.", "Japan bans Huawei"),
    ("Neither China nor the US signed the agreement.", "China signsAgreementWith United States"),
    ("No agreement was signed between China and Japan.", "China signsAgreementWith Japan"),
    ("Intel and TSMC have not reached an agreement.", "Intel signsAgreementWith TSMC"),
    ("TSMC said it was not in talks with Intel.", "TSMC negotiatesWith Intel"),
    ("China is not a member of NATO.", "China memberOf NATO"),
    ("Apple no longer uses Intel chips.", "Apple uses Intel chips"),
    ("Apple stopped using Intel chips.", "Apple uses Intel chips"),
    ("The US banned Huawei but not ZTE.", "United States bans ZTE"),
    ("Rather than sue Samsung, Huawei signed a deal with it.", "Huawei sues Samsung"),
    ("Congress voted against banning TikTok.", "US Congress bans TikTok"),
    ("Biden considered, but decided against, banning TikTok.", "Joe Biden bans TikTok"),
    ("The Senate failed to pass the CHIPS Act.", "US Senate adopts CHIPS and Science Act"),
    ("Washington has so far not accused China of hacking Microsoft.", "United States accuses China"),
]
UNDONE = [
    ("Intel failed to acquire Tower Semiconductor.", "Intel acquires Tower Semiconductor"),
    ("Britain blocked Nvidia's takeover of Arm.", "Nvidia acquires Arm"),
    ("Qualcomm's acquisition of Arm was blocked by regulators.", "Qualcomm acquires Arm"),
    ("Nvidia abandoned its bid to buy Arm.", "Nvidia acquires Arm"),
    ("The planned takeover of Arm by Nvidia was scrapped.", "Nvidia acquires Arm"),
    ("The US stopped Nvidia from selling chips to China.", "Nvidia supplies China"),
    ("ASML is barred from selling machines to SMIC.", "ASML supplies SMIC"),
]
WISHED = [
    ("Senators want the US to ban DeepSeek.", "United States bans DeepSeek"),
    ("Microsoft wants OpenAI to release its model.", "OpenAI released model"),
    ("Washington has been urged to sanction SMIC.", "United States sanctions SMIC"),
    ("Germany is under pressure to ban Huawei.", "Germany bans Huawei"),
    ("China threatened Taiwan with sanctions.", "China sanctions Taiwan"),
    ("The US warned it would sanction Huawei.", "United States sanctions Huawei"),
    ("Japan has no intention of banning Huawei.", "Japan bans Huawei"),
    ("The minister said Japan had no plans to ban Huawei.", "Japan bans Huawei"),
]
SUPPOSED = [
    ("If the US banned TikTok, China would retaliate.", "United States bans TikTok"),
    ("Had Huawei sued Samsung, Apple would have won.", "Huawei sues Samsung"),
    ("Huawei would have sued Samsung had it not settled.", "Huawei sues Samsung"),
    ("Even if China bans Apple, Samsung will not leave.", "China bans Apple"),
    ("It remains unclear whether China banned Micron.", "China bans Micron"),
    ("Would China ban Apple?", "China bans Apple"),
    ("Experts fear China could invade Taiwan.", "China attacks Taiwan"),
    ("Rumours that Apple will buy Perplexity are spreading.", "Apple acquires Perplexity"),
    ("Huawei allegedly stole secrets from Cisco.", "Huawei attacks Cisco"),
    ("The claim that China hacked Microsoft is unproven.", "China attacks Microsoft"),
]
ASSERTED = [
    ("In 2019 the US banned Huawei; Japan did not.", "United States bans Huawei"),
    ("Huawei sued Samsung but not Apple.", "Huawei sues Samsung"),
    ("Germany did not act after the US banned Huawei.", "United States bans Huawei"),
    ("Although Japan denied it, the US banned Huawei.", "United States bans Huawei"),
    ("Nvidia failed to win Huawei, which China supports.", "China supports Huawei"),
    ("Huawei sued Samsung, which may leave Japan.", "Huawei sues Samsung"),
    ("The US banned Huawei and plans to ban ZTE.", "United States bans Huawei"),
]
NOT_YET = {
    "Huawei was neither sanctioned nor banned by Japan.",
    "Rather than sue Samsung, Huawei signed a deal with it.",
    "Biden considered, but decided against, banning TikTok.",
}
"""Sentences that are still misread; each is deleted when it is not."""

SENTENCES = dict([*DENIED, *NEGATED, *UNDONE, *WISHED, *SUPPOSED])


@pytest.fixture(scope="module")
def claims():
    """Return the claims of every sentence; all are read in one run."""
    documents = [Document(sentence, sentence) for sentence in [*SENTENCES, *dict(ASSERTED)]]
    return {document.id: found for document, found in pipeline.extract(documents)}


def cases(sentences):
    """Return one parameter a sentence; those that are misread are marked."""
    mark = pytest.mark.xfail(strict=True, reason="misread")
    return [pytest.param(*case, id=case[0], marks=[mark] if case[0] in NOT_YET else []) for case in sentences]


def asserted(found):
    return [f"{claim.subject.label} {claim.predicate} {claim.object.label}" for claim in found if claim.asserted]


@pytest.mark.parametrize(("sentence", "claim"), cases(SENTENCES.items()))
def test_is_not_asserted(sentence, claim, claims):
    assert claim not in asserted(claims[sentence])


@pytest.mark.parametrize(("sentence", "claim"), cases(ASSERTED))
def test_is_asserted_although_something_beside_it_is_not(sentence, claim, claims):
    assert claim in asserted(claims[sentence])


def test_most_of_them_are_read_all_the_same(claims):
    """Nothing is dropped for being denied or hedged: the claim is there, with its qualifiers."""
    read = [
        sentence
        for sentence, wanted in SENTENCES.items()
        if wanted in [f"{c.subject.label} {c.predicate} {c.object.label}" for c in claims[sentence]]
    ]
    assert len(read) >= 0.9 * len(SENTENCES), set(SENTENCES) - set(read)


def test_what_is_left_to_do_is_among_the_sentences():
    assert {*SENTENCES, *dict(ASSERTED)} >= NOT_YET
