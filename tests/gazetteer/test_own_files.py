"""Files of the user's own: YAML, CSV and FollowTheMoney beside the package's entries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.gazetteer import Gazetteer, read

CLASSES = frozenset({"Country", "Company", "Person", "Agent", "GovernmentBody", "Law"})
PACKAGE = """\
china: {code: cn, label: China, demonyms: [Chinese], capitals: [Beijing]}
acme: {type: Company, label: Acme, aliases: [Acme Chips], country: china, wikipedia: Acme (company)}
"""
HEADER = "key,type,label,aliases,country,wikipedia,parent\n"


def known(folder: Path, **files: str) -> Gazetteer:
    """Return the gazetteer of PACKAGE and of these files: `own_csv="..."` is own.csv."""
    package = folder / "package.yaml"
    package.write_text(PACKAGE, encoding="utf-8")
    own = []
    for name, text in files.items():
        own.append(folder / name.replace("_", "."))
        own[-1].write_text(text, encoding="utf-8")
    return read([package], CLASSES, own=own)


def entity(schema: str = "Company", id: str = "NK-1", **properties: list[str]) -> str:
    return json.dumps({"id": id, "schema": schema, "properties": properties}) + "\n"


# --- What they add and override


def test_csv_adds_entities(tmp_path: Path) -> None:
    row = 'foo-chips,Company,Foo Chips,"Foo | Foo Semi, Inc.",china,Foo (company),acme\n'
    found = known(tmp_path, own_csv=HEADER + row).entities["foo-chips"]
    assert (found.type, found.label, found.aliases) == ("Company", "Foo Chips", ("Foo", "Foo Semi, Inc."))
    assert (found.country, found.wikipedia, found.attributes["parent"]) == ("china", "Foo (company)", "acme")


def test_columns_may_be_few_and_cells_empty(tmp_path: Path) -> None:
    found = known(tmp_path, own_csv="\ufefflabel,key,type,aliases\r\nFoo Chips,foo,Company,\r\n\r\n").entities["foo"]
    assert (found.label, found.aliases, found.country) == ("Foo Chips", (), None)


def test_yaml_adds_entities_with_all_fields(tmp_path: Path) -> None:
    foo = "foo: {type: Law, label: Foo Act, not: [Foo Act of Ruritania], broader: bar}"
    gazetteer = known(tmp_path, own_yml=f"{foo}\nbar: {{type: Law, label: Bar Act}}")
    assert gazetteer.lookup("Foo Act of Ruritania") is None
    assert gazetteer.entities["foo"].attributes["broader"] == "bar"


@pytest.mark.parametrize(
    ("name", "text"), [("own_yaml", "acme: {label: Acme AG}"), ("own_csv", "key,label\nacme,Acme AG\n")]
)
def test_an_entry_overrides_what_it_says_and_leaves_the_rest(tmp_path: Path, name: str, text: str) -> None:
    found = known(tmp_path, **{name: text}).entities["acme"]
    assert (found.label, found.aliases, found.country) == ("Acme AG", ("Acme Chips",), "china")


def test_a_name_of_the_package_goes_to_the_users_entry_with_a_note(tmp_path: Path) -> None:
    gazetteer = known(tmp_path, own_csv="key,type,label\nother,Company,ACME\n")
    assert gazetteer.lookup("Acme") == "other"
    assert {form: key for form, key, _ in gazetteer.names() if form.startswith("A")} == {
        "ACME": "other",
        "Acme Chips": "acme",
    }
    (note,) = gazetteer.notes
    assert note == "1 name of known entities now leads to entries of your files, such as 'acme': other in place of acme"


@pytest.mark.parametrize("name", ["Beijing", "Chinese"])
def test_so_does_a_capital_or_demonym(tmp_path: Path, name: str) -> None:
    gazetteer = known(tmp_path, own_csv=f"key,type,label\nother,Company,{name}\n")
    assert gazetteer.lookup(name) == "other"
    assert [key for form, key, _ in gazetteer.names() if form == name] == ["other"]
    assert len(gazetteer.notes) == 1


def test_without_a_clash_there_is_no_note(tmp_path: Path) -> None:
    assert known(tmp_path, own_csv="key,type,label\nfoo,Company,Foo Corp\n").notes == ()


# --- FollowTheMoney


def test_followthemoney_entities_are_read(tmp_path: Path) -> None:
    lines = (
        entity(
            "Company",
            "Q123",
            name=["Foo Chips Ltd", "FOO TRADING COMPANY"],
            alias=["Foochips"],
            weakAlias=["Foo"],
            jurisdiction=["cn"],
            topics=["sanction", "debarment"],
        )
        + entity("PublicBody", "NK-a B", name=["Ministry of Foo"])
        + entity("Person", "NK-2", name=["Ivan Foo"], alias=["Ivan"])
        + entity("Organization", "NK-3", name=["Foo Front"])
        + entity("LegalEntity", "NK-4", name=["Foo Foundation"])
        + entity("Vessel", "NK-5", name=["Foo Star"])
        + "\n"
    )
    gazetteer = known(tmp_path, own_jsonl=lines)
    found = {key: each for key, each in gazetteer.entities.items() if key.startswith("ftm-")}
    assert {key: each.type for key, each in found.items()} == {
        "ftm-q123": "Company",
        "ftm-nk-a-b": "GovernmentBody",
        "ftm-nk-2": "Person",
        "ftm-nk-3": "Agent",
        "ftm-nk-4": "Agent",
    }
    company = found["ftm-q123"]
    assert (company.label, company.country, company.wikidata) == ("Foo Chips Ltd", "china", "Q123")
    assert company.attributes["topics"] == ("debarment", "sanction")
    assert {name: gazetteer.lookup(name) for name in ("Foochips", "Foo", "Ivan", "Ivan Foo")} == {
        "Foochips": "ftm-q123",
        "Foo": None,  # a weak alias
        "Ivan": None,  # one word of a person's
        "Ivan Foo": "ftm-nk-2",
    }
    # what a list writes in capitals is found in any case
    assert ("foo trading company", "ftm-q123", False) in set(gazetteer.names())


def test_a_caption_is_the_label(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "caption": "Foo  Corp", "schema": "Company", "properties": {"name": ["FOO CORP"]}})
    assert known(tmp_path, own_json=line).entities["ftm-x"].label == "Foo Corp"


def test_one_id_in_two_lists_is_one_entity(tmp_path: Path) -> None:
    first = entity(name=["Foo Corp"], topics=["sanction"])
    second = entity(name=["Foo Corporation", "Foo Corp"], country=["cn"], topics=["export.control"])
    gazetteer = known(tmp_path, a_jsonl=first, b_jsonl=second)
    found = gazetteer.entities["ftm-nk-1"]
    assert (found.label, found.aliases, found.country) == ("Foo Corp", ("Foo Corporation",), "china")
    assert found.attributes["topics"] == ("export.control", "sanction")
    assert gazetteer.lookup("Foo Corporation") == "ftm-nk-1"


def test_names_with_halves_of_characters_are_passed_over(tmp_path: Path) -> None:
    gazetteer = known(tmp_path, own_jsonl=entity(name=["Foo\ud800 Corp", "Foo Inc"]))
    assert gazetteer.entities["ftm-nk-1"].label == "Foo Inc"


def test_names_that_entries_of_lists_share_lead_to_none(tmp_path: Path) -> None:
    lines = entity("Person", "a", name=["Ivan Foo", "I. Foo"]) + entity("Person", "b", name=["Ivan Foo"])
    gazetteer = known(tmp_path, own_jsonl=lines)
    assert (gazetteer.lookup("Ivan Foo"), gazetteer.lookup("I. Foo")) == (None, "ftm-a")
    assert gazetteer.notes == (
        "1 name that several entities of the lists have leads to none of them, such as 'ivan foo'",
    )


def test_entries_of_own_files_win_over_lists(tmp_path: Path) -> None:
    gazetteer = known(tmp_path, own_jsonl=entity(name=["Foo Corp"]), more_csv="key,type,label\nfoo,Company,Foo Corp\n")
    assert gazetteer.lookup("Foo Corp") == "foo"


# --- The fingerprint


def test_fingerprint_follows_what_entries_say_and_not_how(tmp_path: Path) -> None:
    plain = known(tmp_path).fingerprint
    assert known(tmp_path).fingerprint == plain
    as_csv = known(tmp_path, own_csv="key,type,label\nfoo,Company,Foo Corp\n").fingerprint
    assert as_csv != plain
    assert known(tmp_path, own_yaml="# the same\nfoo: {label: Foo Corp, type: Company}").fingerprint == as_csv


# --- Mistakes


@pytest.mark.parametrize(
    ("name", "text", "place", "what"),
    [
        ("own_csv", HEADER + "foo,Chipmaker,Foo Corp,,,,\n", "own.csv:2", "unknown type 'Chipmaker'"),
        ("own_csv", HEADER + "foo,,Foo Corp,,,,\n", "own.csv:2", "unknown type None"),
        ("own_csv", HEADER + "foo,Company,,,,,\n", "own.csv:2", "label None"),
        ("own_csv", HEADER + "Foo,Company,Foo Corp,,,,\n", "own.csv:2", "no key"),
        ("own_csv", HEADER + ",Company,Foo Corp,,,,\n", "own.csv:2", "entry '' is no key"),
        ("own_csv", HEADER + "foo,Company,Foo,,mars,,\n", "own.csv:2", "unknown country 'mars'"),
        ("own_csv", HEADER + "foo,Company,Foo,,,,bar\n", "own.csv:2", "unknown parent 'bar'"),
        ("own_csv", HEADER + 'foo,Company,"Foo\nCorp",,,,\nb,X,Bb,,,,\n', "own.csv:4", "unknown type 'X'"),
        (
            "own_csv",
            HEADER + "a,Company,Foo,,,,\nb,Company,Bar,Foo,,,\n",
            "own.csv:3",
            "'Foo', which 'a' has (own.csv:2)",
        ),
        ("own_csv", HEADER + "a,Company,Foo,,,,\na,Company,Bar,,,,\n", "own.csv:3", "is also in own.csv:2"),
        ("own_csv", HEADER + "a,Company,Aa,,,,b\nb,Company,Bb,,,,a\n", "own.csv:2", "its own parent: a > b > a"),
        ("own_csv", HEADER + "acme,,,,,,acme\n", "own.csv:2", "its own parent: acme > acme"),
        ("own_csv", HEADER + f"a,Company,{'x' * 10_000},,,,\n", "own.csv:2", "a name of 10,000 characters"),
        ("own_csv", HEADER + "a,Company,Foo, Inc.,,,,\n", "own.csv:2", "the row has 8 cells, the header 7"),
        ("own_csv", HEADER + 'a,Company,"Foo"s,,,,\n', "own.csv:2", "is no CSV"),
        ("own_csv", HEADER + 'a,Company,"Foo,,,,\n', "own.csv:2", "is no CSV"),
        ("own_csv", "key,type,name\n", "own.csv:1", "the columns key, type, name"),
        ("own_csv", "key,key\n", "own.csv:1", "the columns key, key"),
        ("own_csv", "", "own.csv:1", "empty file"),
        ("own_yaml", "a: {type: Company, label: Aa\n", "own.yaml:2", "did not find expected ','"),
        ("own_yaml", "\n\na: {type: Company}", "own.yaml:3", "label None"),
        ("own_jsonl", "{}\n", "own.jsonl:1", "no FollowTheMoney entity"),
        ("own_jsonl", "[1]\n", "own.jsonl:1", "no FollowTheMoney entity"),
        ("own_jsonl", entity(name=["Foo Corp"]) + "{\n", "own.jsonl:2", "is no JSON"),
        ("own_jsonl", "[" * 100_000, "own.jsonl:1", "is no JSON"),
        ("own_yaml", 'a: {type: Company, label: "Foo\\0Corp"}', "own.yaml:1", "take the control character out"),
        ("own_txt", "a", "own.txt", "no kind that is read"),
    ],
)
def test_mistakes_name_file_line_and_remedy(tmp_path: Path, name: str, text: str, place: str, what: str) -> None:
    with pytest.raises(OntologyError) as caught:
        known(tmp_path, **{name: text})
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{tmp_path / place}: ")
    assert what in line


@pytest.mark.parametrize("ending", ["csv", "jsonl", "yaml"])
def test_files_that_cannot_be_read(tmp_path: Path, ending: str) -> None:
    package, missing, latin = (tmp_path / name for name in ("p.yaml", f"missing.{ending}", f"latin.{ending}"))
    package.write_text(PACKAGE)
    latin.write_bytes(b"key,type,label\nfoo,Company,Caf\xe9 Corp\n")
    with pytest.raises(OntologyError) as caught:
        read([package], CLASSES, own=[latin, missing])
    first, second = str(caught.value).splitlines()
    assert first.startswith(f"{latin}: ")
    assert second.startswith(f"{missing}: cannot be read")


def test_ten_megabytes_of_csv(tmp_path: Path) -> None:
    """Large lists are read whole, and what is wrong at their end is named there."""
    rows = [f"k{n},Company,{'x' * 300} {n},,,," for n in range(33_000)]
    text = HEADER + "\n".join(rows) + "\nk1,Company,Foo,,,,\n"
    assert len(text) > 10_000_000
    with pytest.raises(OntologyError) as caught:
        known(tmp_path, own_csv=text)
    assert str(caught.value).endswith(
        "own.csv:33002: entry 'k1' is also in own.csv:3: give it another key or merge the two"
    )
