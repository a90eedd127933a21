"""Names as strings."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import labels
from kg.errors import OntologyError
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


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("ASML Holding N.V.", "asml holding"),
        ("Carl Zeiss SMT GmbH & Co. KG", "carl zeiss smt"),
        ("A.P. Moller - Maersk A/S", "ap moller maersk"),
        ("Tokyo Electron K.K.", "tokyo electron"),
        ("JPMorgan Chase & Co.", "jpmorgan chase"),
        ("Acme (Pty) Ltd", "acme"),
        ("Acme Group", "acme group"),  # another company than Acme, for all one knows
        ("Moon Jae-in", "moon jae in"),  # no legal form of any country's companies
        ("Inc Acme", "inc acme"),
    ],
)
def test_legal_forms_at_the_end_are_taken_off(name: str, plain: str) -> None:
    assert without_legal_form(name) == plain


def test_a_wrong_list_of_legal_forms_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "legal_forms.yaml").write_text("forms: [no]\ncompany_words: []\n")
    monkeypatch.setattr(labels, "ontology_dir", lambda: tmp_path)
    with pytest.raises(OntologyError, match=r"legal_forms\.yaml: forms is no list of strings"):
        labels._legal_forms.__wrapped__()


@pytest.mark.parametrize("noun", ["chip", "battery", "lithography machine", "switch", "glass", "box", "country"])
def test_singular_undoes_plural(noun: str) -> None:
    assert singular(plural(noun)) == noun


@given(st.text(max_size=40))
def test_singular_settles(name: str) -> None:
    assert singular(name) in (name, name[:-1], name[:-2], name[:-3] + "y")
