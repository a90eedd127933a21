"""Known names with one letter wrong."""

from __future__ import annotations

import pytest

from kg.gazetteer import load
from kg.link.misspelt import Misspelt


@pytest.fixture(scope="module")
def misspelt():
    return Misspelt(load())


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        pytest.param("Huaweii", "Company", "huawei", id="one too many"),
        pytest.param("Qualcom", "Company", "qualcomm", id="one too few"),
        pytest.param("Infineom", "Company", "infineon", id="another"),
        pytest.param("Samsnug Electronics", "Company", "samsung", id="two swapped"),
        pytest.param("Volodymyr Zelenskiy", "Person", "volodymyr-zelensky", id="person"),
        pytest.param("Infineom", "", "infineon", id="class unknown"),
        pytest.param("Nvidea", "Company", None, id="too short"),
        pytest.param("Guawei Technologies", "Company", None, id="first letter"),
        pytest.param("Volodymyr Zelenskiy", "Company", None, id="no firm"),
        pytest.param("Iceland", "Country", None, id="countries are a letter apart"),
        pytest.param("Lumicore", "Company", None, id="like nobody"),
        pytest.param("infineom", "Company", None, id="no name"),
        pytest.param("S" * 10_000, "Company", None, id="endless"),
    ],
)
def test_the_known_name_that_is_one_letter_away(misspelt, name, kind, key):
    assert misspelt(name, kind) == key
