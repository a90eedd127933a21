"""Text that is no well-behaved article: nothing crashes, offsets hold, and the work grows as the text does."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.annotate import annotate, load_language
from kg.extract import RuleExtractor
from kg.model import Document

pytestmark = pytest.mark.model


def read(text):
    """Return (number of tokens, claims), after checking that all words are verbatim."""
    ((_, docs),) = annotate([Document("x", text, published=date(2025, 4, 26))])
    claims = [claim for doc in docs for claim in RuleExtractor()(doc)]
    for claim in claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        for mention in (claim.subject, claim.object, claim.attributed_to):
            assert mention is None or text[mention.start : mention.end] == mention.text
    return sum(map(len, docs)), claims


def said(claims):
    return [(claim.subject.label, claim.predicate, claim.object.label) for claim in claims]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\n\t ", id="blanks"),
        pytest.param("....!!! ???", id="marks"),
        pytest.param("''' “” ‘’ ((([[[ 's ’s - – —", id="quotes"),
        pytest.param("1 2 3 4 5 " * 100, id="numbers"),
        pytest.param("Company\tCountry\nTSMC\tTaiwan\n| Nvidia | US | 300 |\n|---|---|---|\n", id="table"),
        pytest.param("华为起诉三星。中国与美国竞争。", id="Chinese"),
        pytest.param("هواوي تنافس أبل في الصين.", id="Arabic"),
        pytest.param("Россия и Китай подписали соглашение.", id="Russian"),
        pytest.param("\u202eHuawei sued Samsung.\u202c \u2066China\u2069 banned Micron\u200f.", id="right to left"),
        pytest.param("H\u0301u\u0300a\u0302w\u0303e\u0308i\u030a sued Samsung\u0301\u0301\u0301.", id="combining"),
        pytest.param("Hua\u200bwei sued Sam\u200dsung. \ufeffChina banned Micron.", id="zero width"),
        pytest.param("Huawei\x01 sued\x02 Samsung\x7f.\x1b[31m China\x85 banned\x0b\x0c Micron\u2028.", id="controls"),
        pytest.param("𝕳𝖚𝖆𝖜𝖊𝖎 sued \U0010ffff\ue000.", id="astral"),
        pytest.param("A" * 20_000, id="one long word"),
        pytest.param("https://example.org/?" + "a=b&" * 2_000, id="one long address"),
        pytest.param("On 99 May 2024, 2024-13-45, 31 February and 999999999 years ago China banned it.", id="dates"),
    ],
)
def test_anything_can_be_read(text):
    tokens, _ = read(text)
    assert (tokens == 0) == (text == "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- Huawei sued Samsung\n- China banned Micron\n", id="bullets"),
        pytest.param("• Huawei sued Samsung.\n\n• China banned Micron.", id="dots"),
        pytest.param("1. Huawei sued Samsung.\n2. China banned Micron.", id="numbers"),
        pytest.param("🚀 Huawei sued Samsung! 😡😡 China banned Micron 👩‍👩‍👧‍👦.", id="emoji"),
        pytest.param("Huawei\xa0sued\xa0Samsung.\r\n\r\nChina banned Micron.\r\n", id="line ends and hard blanks"),
    ],
)
def test_claims_stand_out_of_unusual_layout(text):
    assert said(read(text)[1]) == [("Huawei", "sues", "Samsung"), ("China", "bans", "Micron")]


@pytest.mark.xfail(strict=True, reason="words in capitals are names to the tagger")
def test_capitals_are_read_like_any_text():
    assert ("China", "competesWith", "United States") in said(read("CHINA COMPETES WITH THE US FOR LEADERSHIP.")[1])


FRAGMENTS = [
    *("Huawei", "China", "the US", "Xi Jinping", "the company", "it", "he", "sued", "banned", "said that", "plans to"),
    *("not", "if", "on Friday", "in 2024", ",", ".", "“", "’s", "-", "(", "\n", "\n\n", "\t", " ", "🚀", "\u202e", "é"),
]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=25)
)
def test_any_run_of_words_and_signs_can_be_read(fragments):
    read(" ".join(fragments))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Xi said that " * 1_700 + "China banned Micron.", id="nested"),
        pytest.param("Huawei sued Samsung and " * 1_250 + "left.", id="coordinated"),
    ],
)
def test_sentence_of_five_thousand_tokens_can_be_read(text):
    assert read(text)[0] >= 5_000


def steps(text):
    """Return how many lines of this package run while a text is read: a measure of work that does not waver."""
    load_language()
    package = str(Path(kg.__file__).parent)
    count = 0

    def within(frame, event, argument):
        nonlocal count
        count += event == "line"
        return within

    previous = sys.gettrace()
    sys.settrace(lambda frame, event, argument: within if frame.f_code.co_filename.startswith(package) else None)
    try:
        read(text)
    finally:
        sys.settrace(previous)
    return count


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        pytest.param("Huawei sued Samsung. ", "", id="sentences"),
        pytest.param("Huawei said that it would wait. The company sued Samsung.\n\n", "", id="paragraphs"),
        pytest.param("Xi said that ", "China banned Micron.", id="nested clauses"),
        pytest.param("Huawei sued Samsung and it said it would ", "wait.", id="pronouns"),
        pytest.param("Huawei 100 China TSMC 200 Taiwan ", "", id="table in one line"),
        pytest.param("chip maker ", "sued Samsung.", id="nouns in a row"),
    ],
)
def test_twice_the_text_is_about_twice_the_work(unit, end):
    assert steps(unit * 80 + end) < 2.5 * steps(unit * 40 + end)
