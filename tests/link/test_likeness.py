"""Names of one thing and how they differ. The names are invented, but for those of well-known kinds of trouble."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.likeness import LONGEST, compare, keys


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("Lumeris Photonics", "LUMERIS Photonics GmbH", "same words"),
        ("Société Lumière", "Societe Lumiere S.A.", "same words"),
        ("OpenMind", "Open Mind", "same words"),
        ("University of Nerida", "Nerida, University of", "same words"),
        ("Brødrene Dahl", "Brodrene Dahl AS", "same words"),
        ("Vostok-Mikropribor JSC", "AO Vostok Mikropribor", "same words"),
        ("Востокмикро", "Vostokmikro", "same words"),
        ("华为", "Hua Wei", "same words"),
        ("Orvane Tech", "Orvane Technologies Ltd", "same words"),
        ("Lumicore", "Shenzhen Lumicore Microelectronics Co Ltd", "short form"),
        ("Lumicore Microelectronics", "Shenzhen Lumicore Microelectronics", "short form"),
        ("Microelectronics", "Shenzhen Microelectronics", None),  # the kind of company is no short form of one
        ("Lumeris Technology", "Lumeris Optical Technology", "short form"),
        ("Lumeris and Nerida", "Lumeris & Nerida", "same sounds"),
        ("Centre for Nerida Studies", "Center for Nerida Studies", "same sounds"),
        ("Yevgeny Kovalyov", "Evgenii Kovalev", "same sounds"),
        ("Lumeris II", "Lumeris III", None),
        ("Mika", "Mica", None),  # too short to tell
        ("IRF", "International Robotics Federation", "acronym"),
        ("NIST", "National Institute of Standards and Technology", "acronym"),
        ("U.A.W.", "United Auto Workers", "acronym"),
        ("Lumeris", "Lumeris Photonics", "short form"),
        ("Lumeris Photonics", "Lumeris Photonics Holding", "short form"),
        ("Sygene", "Syngene", "spelling"),
        ("Hauwei Devices", "Huawei Devices", "spelling"),
        ("华为技术", "华为技术有限公司", None),  # the legal form is in the same word
        ("Lumeris", "Numeria Photonics", None),
        ("Kirin 9000", "Kirin 9010", None),
        ("Kirin", "Kirin 9000", None),
        ("Falcon 2", "Falcon", None),
        ("Acme", "Acne", None),  # one letter of four makes another name
        ("BM", "Bo", None),
        ("AI", "AI infrastructure", None),  # two letters are no short form, and the full name has them as a word
        ("AI", "Acme", None),  # one word has no acronym
    ],
)
def test_ways(one, other, way):
    for left, right in ((one, other), (other, one)):
        found = compare(left, right)
        assert (found and found.way) == way


def test_a_surname_stands_for_a_person_alone():
    assert compare("Okafor", "Ada Okafor") is None
    assert compare("Okafor", "Ada Okafor", person=True).way == "short form"
    assert compare("Ada", "Ada Okafor", person=True).way == "short form"
    assert compare("A. Okafor", "Ada Okafor", person=True).way == "short form"
    assert compare("B. Okafor", "Ada Okafor", person=True) is None


def test_products_do_not_go_by_a_part_of_their_name():
    assert compare("Atlas", "Atlas Pro", shortens=False) is None
    assert compare("Atlas", "Lumeris Atlas", shortens=False) is None
    assert compare("A9", "Lumeris A9", shortens=False).way == "without maker"


NAME = st.lists(
    st.sampled_from(["Lumeris", "Photonics", "GmbH", "of", "and", "Nerida", "AI", "R2", "Ümlaut", "华为", "x"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(one=NAME, other=NAME | st.text(min_size=1, max_size=12), person=st.booleans())
def test_alike_names_have_a_key_in_common(one, other, person):
    """Blocking loses nothing: what would be found by comparing all pairs is found within the keys."""
    if compare(one, other, person=person):
        assert set(keys(one)) & set(keys(other))


@given(name=st.text(min_size=7, max_size=20, alphabet="abcdefgh"), data=st.data())
def test_one_letter_apart_has_a_key_in_common(name, data):
    at = data.draw(st.integers(0, len(name) - 1))
    other = data.draw(
        st.sampled_from(
            [
                name[:at] + name[at + 1 :],
                name[:at] + "x" + name[at + 1 :],
                name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
            ]
        )
    )
    if compare(name, other):
        assert set(keys(name)) & set(keys(other))


@given(st.text(max_size=300))
def test_any_text_has_few_keys(name):
    assert len(list(keys(name))) <= 15


def test_what_is_too_long_is_no_name():
    assert list(keys("A" * (LONGEST + 1))) == []
    assert compare("A" * 10_000, "A" * 10_000) is None
