"""Who held which office when, and whose names are shared, on a gazetteer small enough to see through."""

from __future__ import annotations

from datetime import date

import pytest

from kg import gazetteer
from kg.errors import OntologyError
from kg.gazetteer.bodies import SharedNames
from kg.gazetteer.offices import Offices

CLASSES = frozenset({"Country", "Company", "GovernmentBody", "Person", "PoliticalParty"})
TEXT = """\
norway: {code: "no", label: Norway, demonyms: [Norwegian], aliases: [NOR]}
sweden: {code: se, label: Sweden, demonyms: [Swedish]}
trade-no: {type: GovernmentBody, label: Norway's Trade Ministry, aliases: [Trade Ministry of Norway], country: norway}
trade-se: {type: GovernmentBody, label: Swedish Trade Ministry, country: sweden}
police-se: {type: GovernmentBody, label: Swedish Police, country: sweden}
party: {type: PoliticalParty, label: Swedish Left, shared: [The Left], country: sweden}
acme: {type: Company, label: Acme}
ann: {type: Person, label: Ann, roles: [{leads: trade-no, title: trade minister, from: 2020-01-05, to: 2022-03}]}
bo: {type: Person, label: Bo, roles: [{leads: trade-no, title: trade minister, from: 2022-03-15}]}
cy: {type: Person, label: Cy, roles: [{leads: acme, title: founder and chief executive}]}
di: {type: Person, label: Di, roles: [{leads: norway, title: prime minister, from: 2020, to: 2024}]}
ed: {type: Person, label: Ed, roles: [{leads: norway, title: prime minister, from: 2021, to: 2022}]}
flo: {type: Person, label: Flo, roles: [{leads: acme, title: chief executive, to: 2019}]}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    file = tmp_path_factory.mktemp("offices") / "a.yaml"
    file.write_text(TEXT)
    return gazetteer.read([file], CLASSES)


@pytest.mark.parametrize(
    ("title", "owner", "day", "person"),
    [
        ("trade minister", "norway", "2021-05-01", "ann"),
        ("trade minister", "trade-no", "2021-05-01", "ann"),
        ("Minister of Trade", "norway", "2021-05-01", "ann"),
        ("minister for trade", "norway", "2023-05-01", "bo"),
        pytest.param("trade minister", "norway", "2022-03-20", "bo", id="month of the change: who came"),
        ("trade minister", "norway", "2022-03-10", "ann"),
        ("trade minister", "norway", "2019-05-01", None),
        ("trade minister", "sweden", "2021-05-01", None),
        pytest.param("prime minister", "norway", "2021-05-01", None, id="two at a time"),
        ("premier", "norway", "2023-05-01", "di"),
        ("CEO", "acme", "2018-01-01", "flo"),
        pytest.param("CEO", "acme", "2024-01-01", None, id="no dates, and not the only one"),
        pytest.param("founder", "acme", "2024-01-01", None, id="no office of one holder"),
    ],
)
def test_holders(known, title, owner, day, person):
    assert Offices(known).holder(title, owner, date.fromisoformat(day)) == person


def test_shared_names(known):
    shared = SharedNames(known)
    assert shared.bearers("Trade Ministry") == {"norway": "trade-no", "sweden": "trade-se"}
    assert shared.bearers("the Left") == {"sweden": "party"}
    assert shared.bearers("Police") == {}  # one word that nobody has for a name is a description
    assert set(shared.names.values()) == {"Trade Ministry", "The Left"}


@pytest.mark.parametrize("field", ["shared: [Left]", "shared: Left, country: norway"])
def test_shared_names_need_a_country_and_a_list(tmp_path, field):
    file = tmp_path / "a.yaml"
    file.write_text(TEXT + f"x: {{type: PoliticalParty, label: Norse Left, {field}}}\n")
    with pytest.raises(OntologyError, match=r"a\.yaml:14: entry 'x' has shared"):
        gazetteer.read([file], CLASSES)
