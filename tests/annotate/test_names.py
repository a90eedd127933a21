"""Names: what the gazetteer knows, what the recogniser finds, and what the document itself says of them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from kg.annotate import annotate
from kg.model import Document

pytestmark = pytest.mark.model


def names(text):
    """Return (words, canonical name, class, gazetteer key) of each name."""
    ((_, docs),) = annotate([Document("x", text, published=date(2025, 4, 26))])
    return [(span.text, span.id_, span.label_, span.kb_id_) for doc in docs for span in doc.spans["names"]]


def only(text, word):
    """Return (canonical name, class, key) of the names of that word, which must all be the same."""
    (found,) = {name[1:] for name in names(text) if name[0] == word}
    return found


@pytest.mark.parametrize(
    ("text", "word", "key"),
    [
        ("The US and Huawei disagree.", "US", "united-states"),
        ("The White House disagreed.", "White House", "united-states"),
        ("Chinese exports fell.", "Chinese", "china"),
        ("South Korean exports fell.", "South Korean", "south-korea"),
        ("TSMC's shares fell.", "TSMC", "tsmc"),
        ("Shares of Huawei Technologies Co fell.", "Huawei Technologies Co", "huawei"),
        ("Foreign Minister Wang Yi left.", "Wang Yi", "wang-yi"),
        ("Crown Prince Mohammed bin Salman left.", "Crown Prince Mohammed bin Salman", "mohammed-bin-salman"),
        ("Sheikh Tahnoon bin Zayed Al Nahyan left.", "Sheikh Tahnoon bin Zayed Al Nahyan", "tahnoun-bin-zayed"),
    ],
)
def test_known_names(text, word, key):
    assert only(text, word)[2] == key


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Give us the chips.", "us"),
        ("Bank of China lent money.", "China"),
        ("China Daily reported it.", "China"),
        ("An apple a day keeps it away.", "apple"),
    ],
)
def test_words_that_are_no_name_or_only_part_of_one(text, word):
    assert word not in {name[0] for name in names(text)}


@pytest.mark.parametrize(
    ("text", "word", "full"),
    [
        pytest.param("Xi Jinping spoke. On Tuesday Xi left.", "Xi", "Xi Jinping", id="known surname"),
        pytest.param(
            "Maria Delgado joined Intel. Delgado praised Nvidia.", "Delgado", "Maria Delgado", id="unknown surname"
        ),
        pytest.param(
            "Zhongwei Optics sued ASML. Later Zhongwei sued Nikon.", "Zhongwei", "Zhongwei Optics", id="short firm name"
        ),
        pytest.param(
            "The Office of Quantum Readiness (OQR) opened. The OQR has a budget.",
            "OQR",
            "Office of Quantum Readiness",
            id="acronym",
        ),
        pytest.param(
            "Lianqu Intelligent Technology sued ASML. Lianqu Technology won.",
            "Lianqu Technology",
            "Lianqu Intelligent Technology",
            id="without a word within",
        ),
        pytest.param(
            "Varnholt AG sold Varnholt Quantum GmbH to Siemens. Varnholt AG keeps a stake in Varnholt Quantum.",
            "Varnholt AG",
            "Varnholt AG",
            id="legal form of its own",
        ),
        pytest.param(
            "Skyforge Dynamics flew a drone. Skyforge also wants to sell to Taiwan.",
            "Skyforge",
            "Skyforge Dynamics",
            id="first word of a sentence",
        ),
        pytest.param(
            "The European Commission fined Apple. Right, said Ana Lund, a spokeswoman for the Commission.",
            "Commission",
            "European Commission",
            id="body by its last word",
        ),
    ],
)
def test_short_forms_stand_for_the_full_name(text, word, full):
    assert only(text, word)[0] == full


def test_where_a_firm_is_based_is_no_short_form():
    assert only("Torvik Bakery grew. Then Torvik-based Norsel sued Apple.", "Torvik")[0] == "Torvik"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Lasers of Brandvik turned up in a Russian listening post, Reuters reported on Wednesday.", "Brandvik"),
        ("Dongil Precision Co of South Korea will make bonding tools for TSMC.", "Dongil Precision Co"),
        ("Dongil Precision Co of South Korea will make bonding tools for TSMC.", "South Korea"),
        ("Kestowa Semi plans a second line for chips.", "Kestowa Semi"),
        (
            "Hangzhou Lianqu Intelligent Technology Co Ltd filed for a listing in Hong Kong on Tuesday.",
            "Hangzhou Lianqu Intelligent Technology Co Ltd",
        ),
        ("Per-Ake Ljungdal stepped down on Tuesday after loans of Corvane Bank AB went bad.", "Per-Ake Ljungdal"),
        ("The Gulf AI Fund bought a stake in the start-up.", "Gulf AI Fund"),
        ("A report by the Agency for Critical Minerals criticised China.", "Agency for Critical Minerals"),
        ("The chips are made by Tashkor AI, a start-up in Munich.", "Tashkor AI"),
        ("Regulators in Brussels fined Kestrick Micro 20 million euros last week.", "Kestrick Micro"),
        ("Oppo unveiled the Sora-K on Monday.", "Sora-K"),
        ("A South Korean court has sentenced Han Do-yeon, a former executive, to four years.", "Han Do-yeon"),
        ("A firm run by the former deputy governor Obioma Adeyemi grew.", "Obioma Adeyemi"),
        ("Jordan Jacobs, a managing partner of Radical Ventures, spoke.", "Jordan Jacobs"),
        ("In April Kestrel unveiled a thruster.", "Kestrel"),
        ("Ewa Lindqvist of the Stockholm China Forum spoke.", "Stockholm China Forum"),
    ],
)
def test_where_a_name_begins_and_ends(text, word):
    assert word in [name[0] for name in names(text)]


def test_a_name_in_the_description_of_a_longer_one_is_not_short_for_it():
    text = "Toyota would build a plant with Banpu Next, a unit of the Thai energy group Banpu."
    assert only(text, "Banpu")[0] == "Banpu"


def test_short_form_before_the_full_name_is_not_taken_for_it():
    assert only("Delgado left early. Maria Delgado, her aunt, joined Intel.", "Delgado")[0] == "Delgado"


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        pytest.param("The exchange Upbit grew. On Friday Upbit sued Apple.", "Upbit", "Company", id="noun before"),
        pytest.param("Worldcall, a payments company, grew. Worldcall left.", "Worldcall", "Company", id="apposition"),
        pytest.param("Upbit's chief executive left. Then Upbit sued Apple.", "Upbit", "Company", id="its officers"),
        pytest.param("Hiroshi Tanabe, who runs the firm, said no.", "Hiroshi Tanabe", "Person", id="who"),
        pytest.param("Its chief executive, Hiroshi Tanabe, left.", "Hiroshi Tanabe", "Person", id="office before"),
        pytest.param("The firm was founded by Park Jun-ho in 2019.", "Park Jun-ho", "Person", id="given name behind"),
        pytest.param("Tiny Torvik-based Norsel grew. Torvik is far away.", "Torvik", "Place", id="based"),
    ],
)
def test_what_the_text_says_of_an_unknown_name_holds_for_all_its_mentions(text, word, kind):
    assert only(text, word)[1] == kind


def test_mentions_of_an_unknown_name_agree_on_one_class():
    found = [name for name in names("Qinglan sued Apple. Apple answered Qinglan. Qinglan won.") if name[0] == "Qinglan"]
    assert len(found) == 3
    assert len({name[2] for name in found}) == 1


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Beijing banned Micron.", "Beijing", "Country"),
        ("Relations with Beijing are poor.", "Beijing", "Country"),
        ("Brussels fined Apple.", "Brussels", "Bloc"),
        ("Huawei opened a plant in Beijing.", "Beijing", "Place"),
        ("The Beijing-based start-up sued Apple.", "Beijing", "Place"),
        ("The Tokyo company Kioxia sued Micron.", "Tokyo", "Place"),
        ("A start-up from Vilnius sued Micron.", "Vilnius", "Place"),
        ("Sources in Washington said so.", "Washington", "Place"),
    ],
)
def test_a_capital_is_its_country_when_it_acts_and_a_place_when_things_are_there(text, word, kind):
    assert only(text, word)[1] == kind


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("G42, a firm chaired by Sheikh Tahnoon bin Zayed, sued.", "Sheikh Tahnoon bin Zayed", "Person"),
        ("Prince Faisal bin Bandar, who chairs Humain, denied it.", "Prince Faisal bin Bandar", "Person"),
        (
            "Mohamed bin Zayed University of Artificial Intelligence sued.",
            "Mohamed bin Zayed University of Artificial Intelligence",
            "ResearchOrganization",
        ),
    ],
)
def test_names_of_sons_are_whole(text, word, kind):
    assert only(text, word)[1] == kind


def test_names_do_not_overlap_and_come_in_reading_order():
    text = "US President Donald Trump met Chinese Vice Premier He Lifeng of the Communist Party of China in Geneva."
    ((_, (doc,)),) = annotate([Document("x", text)])
    spans = list(doc.spans["names"])
    assert len(spans) >= 5
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_capitals_in_brackets_are_short_for_the_body_before():
    text = "Germany's Federal Office for Battery Affairs and Grid Control (FOBA) has yet to decide. FOBA may wait."
    assert only(text, "FOBA")[0] == "Federal Office for Battery Affairs and Grid Control"


def test_name_beside_the_noun_it_explains_is_of_its_class():
    assert only("Pellar Aerospace and its supplier Nimbrix have fallen out. Nimbrix left.", "Nimbrix")[1] == "Company"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Agency for Critical Minerals", "GovernmentBody"),
        ("Federal Office for Chip Security", "GovernmentBody"),
        ("Center for Maritime Strategy", "ResearchOrganization"),
        ("Human Rights Law Centre", "ResearchOrganization"),
        ("Kestrel Energy Program", "Strategy"),
    ],
)
def test_the_head_of_a_name_says_what_body_it_is(name, kind):
    assert only(f"A report by the {name} criticised China.", name)[1] == kind
