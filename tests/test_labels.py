"""Names as strings."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import labels
from kg.labels import normalise, plural, singular, without_legal_form


def test_examples() -> None:
    result = doctest.testmod(labels)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("The Netherlands", "netherlands"),
        ("U.S.", "us"),
        ("Ｈｕａｗｅｉ", "huawei"),  # full-width letters of East Asian text
        ("Xi'an", "xian"),
        ("Xi’an", "xian"),
        ("AT&T", "at&t"),
        ("OPEC+", "opec+"),
        ("GPT-4", "gpt 4"),
        ("华为", "华为"),
        ("…", ""),
    ],
)
def test_normalise(name: str, plain: str) -> None:
    assert normalise(name) == plain


@pytest.mark.parametrize("name", ["AG", "Ltd.", "Inc", "Co., Ltd."])
def test_a_legal_form_alone_is_kept(name: str) -> None:
    assert without_legal_form(name) == normalise(name)


@pytest.mark.parametrize("noun", ["chip", "battery", "lithography machine", "switch", "glass", "box", "country"])
def test_singular_undoes_plural(noun: str) -> None:
    assert singular(plural(noun)) == noun


@given(st.text(max_size=40))
def test_singular_settles(name: str) -> None:
    assert singular(name) in (name, name[:-1], name[:-2], name[:-3] + "y")
