"""What the words leave out and the text supplies: whose rival, and against whom one retaliates."""

from __future__ import annotations

import pytest
from extracted import claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Nvidia raised its prices on Monday. Rivals such as AMD and Qualcomm did not follow.",
            {("AMD", "Nvidia"), ("Qualcomm", "Nvidia")},
            id="of the firm before",
        ),
        pytest.param(
            "Unitree Robotics and Shenzhen-based rival UBTech are winning orders.",
            {("UBTech", "Unitree")},
            id="of the firm beside",
        ),
        pytest.param("China raised its duties. Rivals such as AMD were hit.", set(), id="of no firm"),
        pytest.param("Nvidia grew. AMD's rival Intel did not.", {("Intel", "AMD")}, id="whose it is is said"),
    ],
)
def test_a_rival_without_an_owner_is_that_of_the_firm_at_hand(text, expected):
    assert claims(text, "competesWith") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The United States raised its duties again. Beijing struck back.", {("China", "United States")}, id="verb"
        ),
        pytest.param(
            "The Hague took control of the plant. In response, China's commerce ministry banned exports of chips.",
            {("China's Commerce Ministry", "Netherlands")},
            id="in response",
        ),
        pytest.param("Washington raised its duties. It could retaliate again.", set(), id="nobody else acts"),
        pytest.param(
            "The United States raised its duties. Beijing struck back at Japan.", {("China", "Japan")}, id="said"
        ),
    ],
)
def test_who_retaliates_answers_the_state_that_acted_last(text, expected):
    assert claims(text, "retaliatesAgainst") == expected


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        pytest.param(
            "Apple, Broadcom and other American firms want the band.",
            "basedIn",
            {("Apple", "United States"), ("Broadcom", "United States")},
            id="said of the names before",
        ),
        pytest.param(
            "Volkswagen, Honda and other customers use sensors.",
            "uses",
            {("Volkswagen", "sensors"), ("Honda", "sensors")},
            id="no party of its own",
        ),
    ],
)
def test_other_firms_say_what_the_names_before_are(text, relation, expected):
    assert claims(text, relation) == expected


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        pytest.param(
            "The US Commerce Department prohibited Kaspersky from selling software to American customers.",
            "bans",
            {("US Commerce Department", "Kaspersky")},
            id="a foreign firm is banned",
        ),
        pytest.param(
            "The US Commerce Department prohibited Kaspersky from selling software to American customers.",
            "restrictsExportsTo",
            set(),
            id="nobody restricts exports to itself",
        ),
        pytest.param(
            "Washington barred Nvidia from selling chips to Huawei.",
            "restrictsExportsTo",
            {("United States", "Huawei")},
            id="a firm of one's own is kept from exporting",
        ),
        pytest.param("Washington barred Nvidia from selling chips to Huawei.", "bans", set(), id="and not banned"),
    ],
)
def test_whose_firm_it_is_decides_what_the_ban_is(text, relation, expected):
    assert claims(text, relation) == expected


def test_the_maker_of_a_product_is_known():
    text = "OpenAI raised its prices. The New York Times sued the makers of ChatGPT."
    assert claims(text, "sues") == {("New York Times", "OpenAI")}


def test_what_was_developed_is_a_thing():
    text = "DeepSeek stunned rivals when it introduced a reasoning model, noting it was developed with cheap chips."
    assert claims(text, "uses") == {("reasoning model", "cheap chips")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Silver Lake paid $4.5 billion for 51 per cent of Altera. Intel will keep the rest.",
            ("Intel", "Altera"),
            id="of what a share was before",
        ),
        pytest.param(
            "Volta is a bank in Accra. Haddad Brothers would keep 40 per cent.",
            ("Haddad Brothers", "Volta"),
            id="of whom the text speaks",
        ),
        pytest.param(
            "Alibaba led a round in Moonshot AI and has since raised its holding to 36 per cent.",
            ("Alibaba", "Moonshot AI"),
            id="of the name before",
        ),
    ],
)
def test_a_share_without_a_firm_is_of_the_one_spoken_of(text, expected):
    assert expected in claims(text, "ownsStakeIn")


def test_a_share_of_what_a_relative_clause_tells_is_of_nothing_else():
    text = "TSMC has a factory in Japan and plans a second one, in which Toyota will own a stake."
    assert claims(text, "ownsStakeIn") == set()


def test_the_company_of_a_known_leader_is_the_one_he_leads():
    text = "Dario Amodei said his company would not sell its models to the Chinese military."
    assert claims(text, "supplies") == {("Anthropic", "People's Liberation Army")}


def test_a_firm_called_by_its_product():
    assert claims("Meta bought Manus for more than $2 billion.", "acquires") == {("Meta", "Butterfly Effect")}
    assert claims("Meta bought Gemini for more than $2 billion.", "acquires") == set()
    assert claims("Bellmore bought Skovly, a delivery app, in 2021.", "acquires") == {("Bellmore", "Skovly")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Nexperia owns a factory in Dongguan, but TSMC, whose Arizona plant makes chips for Apple, does not.",
            ("TSMC", "Apple"),
            id="whose plant",
        ),
        pytest.param(
            "TSMC sent wafers to its factory in Nanjing, which makes chips for Apple.",
            ("TSMC", "Apple"),
            id="its plant",
        ),
    ],
)
def test_a_plant_in_a_relative_clause_is_its_owner(text, expected):
    assert expected in claims(text, "supplies")


def test_a_member_named_behind_a_group():
    text = "G42 sold its holdings in Chinese firms, ByteDance among them."
    assert ("G42", "ByteDance") in claims(text, "ownsStakeIn")


def test_what_a_participle_before_a_name_says_holds_of_that_name_alone():
    assert claims("Tencent-backed Enflame and Nvidia make chips.", "investsIn") == {("Tencent", "Enflame")}
