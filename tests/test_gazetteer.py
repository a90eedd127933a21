"""The gazetteer: its data, what it finds, and what it says about mistakes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg import gazetteer
from kg.errors import OntologyError
from kg.gazetteer import Gazetteer, Role, read
from kg.labels import normalise
from kg.resources import load_yaml, ontology_files

CLASSES = frozenset({"Country", "Bloc", "Company", "Person", "TechnologyField", "Law", "GovernmentBody", "MediaOutlet"})


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer.load()


def compile_text(folder: Path, *texts: str) -> Gazetteer:
    """Return the gazetteer of files with these texts, named 0.yaml, 1.yaml and so on."""
    files = []
    for number, text in enumerate(texts):
        file = folder / f"{number}.yaml"
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return read(files, CLASSES)


# --- The data


def test_breadth(known: Gazetteer) -> None:
    types = Counter(entity.type for entity in known.entities.values())
    for kinds, least in {
        ("Country",): 195,
        ("Company",): 1000,
        ("GovernmentBody",): 450,
        ("Person",): 750,
        ("Product", "AIModel", "Chip", "Software", "Device"): 550,
        ("TechnologyField", "Material", "Equipment"): 200,
        ("Law", "Strategy", "TradeMeasure", "Policy"): 220,
        ("Bloc", "InternationalOrganization", "ResearchOrganization", "MediaOutlet"): 450,
    }.items():
        assert sum(types[kind] for kind in kinds) >= least, kinds


def test_every_label_leads_back_to_its_entity(known: Gazetteer) -> None:
    lost = {key: known.lookup(entity.label) for key, entity in known.entities.items()}
    assert {key: found for key, found in lost.items() if found != key} == {}


def test_no_name_stands_for_two_entities(known: Gazetteer) -> None:
    owners: dict[str, set[str]] = {}
    for name, key, _ in known.names():
        owners.setdefault(normalise(name), set()).add(key)
    for names in (known.demonyms, known.capitals):
        for name, key in names.items():
            owners.setdefault(name, set()).add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_aliases_are_written_once() -> None:
    repeated = []
    for file in ontology_files("gazetteer", "*.yaml"):
        for key, entry in load_yaml(file).items():
            names = [entry.get("label"), *entry.get("aliases", ())]
            repeated += [(key, name) for name, count in Counter(names).items() if name and count > 1]
    assert repeated == []


def test_names_are_long_enough_and_clean(known: Gazetteer) -> None:
    names = [name for name, _, _ in known.names()]
    assert [name for name in names if (len(name) < 2 and name != "X") or name != name.strip() or "  " in name] == []


def test_words_of_the_language_are_no_names(known: Gazetteer) -> None:
    """ISO codes and pronouns must not link, whatever the case rule of the matcher."""
    words = {"us", "it", "in", "is", "at", "be", "no", "who", "arm", "meta", "apple", "intel", "west", "turkey"}
    assert {name for name, _, exact in known.names() if name in words or (not exact and name.lower() in words)} == set()
    assert words & set(known.demonyms) == set()


def test_technologies_form_a_hierarchy(known: Gazetteer) -> None:
    broader = {
        key: entity.attributes["broader"] for key, entity in known.entities.items() if "broader" in entity.attributes
    }
    assert len(broader) >= 120
    assert broader["hbm3e"] == "hbm"
    assert broader["dysprosium"] == "heavy-rare-earths"


def test_every_country_has_its_own_wikidata_id(known: Gazetteer) -> None:
    ids = Counter(entity.wikidata for entity in known.entities.values() if entity.type == "Country")
    assert None not in ids
    assert {wikidata for wikidata, count in ids.items() if count > 1} == set()
    # https://www.wikidata.org/wiki/Q148 is the People's Republic of China, Q55 the Netherlands and not the Kingdom
    assert known.entities["china"].wikidata == "Q148"
    assert known.entities["netherlands"].wikidata == "Q55"
    assert [entity.id for entity in known.entities.values() if entity.wikidata and entity.type != "Country"] == []


def test_roles_are_read(known: Gazetteer) -> None:
    assert known.entities["xi-jinping"].attributes["roles"][0] == Role("leads", "china", "president", "2013-03-14")


def test_offices_begin_before_they_end(known: Gazetteer) -> None:
    roles = [(key, role) for key, person in known.entities.items() for role in person.attributes.get("roles", ())]
    assert [(key, role) for key, role in roles if role.start and role.end and role.start > role.end] == []


# --- What it finds


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("the Netherlands", "netherlands"),
        ("U.S.", "united-states"),
        ("the US", "united-states"),
        ("United States of America", "united-states"),
        ("the Biden administration", "united-states"),
        ("Chinese authorities", "china"),
        ("China’s government", "china"),
        ("Beijing", "china"),
        ("the White House", "united-states"),
        ("The Hague", "netherlands"),
        ("Brussels", "european-union"),
        ("Chinese", "china"),
        ("Americans", "united-states"),
        ("European", "european-union"),
        ("the West", "the-west"),
        ("Huawei Technologies Co., Ltd.", "huawei"),
        ("Alibaba Group Holding Limited", "alibaba"),
        ("ASML Holding N.V.", "asml"),
        ("Samsung Electronics", "samsung"),
        ("Nvidia's", "nvidia"),
        ("ARM", "arm"),
        ("Meta", "meta"),
        ("the Commerce Department", "us-commerce-department"),
        ("U.S. Department of Commerce", "us-commerce-department"),
        ("Chinese commerce ministry", "china-mofcom"),
        ("China's Ministry of Commerce", "china-mofcom"),
        ("Commerce Ministry of China", "china-mofcom"),
        ("MOFCOM", "china-mofcom"),
        ("artificial intelligence", "ai"),
        ("semiconductor", "semiconductors"),
        ("EUV lithography machines", "euv-machines"),
        ("AI chip", "ai-chips"),
        ("CHIPS Act", "chips-act"),
        ("Made in China 2025", "made-in-china-2025"),
        ("huawei", "huawei"),
    ],
)
def test_lookup(known: Gazetteer, name: str, key: str) -> None:
    assert known.lookup(name) == key


@pytest.mark.parametrize(
    "name",
    [
        "us",
        "arm",
        "meta",
        "apple",
        "it",
        "",
        "...",
        "the",
        "China Inc.",
        "Ltd.",
        "the commerce ministry",
        "Ministry of Commerce",
        "Acme Chips",
    ],
)
def test_lookup_finds_nothing(known: Gazetteer, name: str) -> None:
    assert known.lookup(name) is None


def test_origins_are_kept_apart(known: Gazetteer) -> None:
    assert known.capitals["beijing"] == "china"
    assert known.capitals["washington, d.c."] == "united-states"
    assert known.demonyms["dutch"] == "netherlands"
    assert known.lookup_name("Beijing") is None
    assert known.lookup_origin("Beijing") == "china"


@pytest.mark.parametrize(
    ("name", "exact"),
    [
        ("AI", True),
        ("US", True),
        ("Arm", True),
        ("dpa", True),
        ("Beijing", True),
        ("rare earths", False),
        ("rare earth", False),
        ("gallium", False),
        ("EUV lithography machine", False),
        ("unreliable entity list", False),
        ("the West", True),
        ("The West", True),
        ("China’s Commerce Ministry", True),
    ],
)
def test_case_rule(known: Gazetteer, name: str, exact: bool) -> None:
    assert {form: case for form, _, case in known.names()}[name] is exact


def test_bare_title_word_is_not_looked_for(known: Gazetteer) -> None:
    assert {"West", "Information", "Verge", "Georgia"} & {form for form, _, _ in known.names()} == set()


# --- Forms that follow by rule


def test_forms_by_rule(tmp_path: Path) -> None:
    known = compile_text(
        tmp_path,
        "china: {code: cn, label: China, demonyms: [Chinese], capitals: [Beijing]}\n"
        "us: {code: us, label: United States, aliases: [US, Biden administration]}\n"
        "mofcom: {type: GovernmentBody, label: China's Commerce Ministry, ministry: [Commerce], country: china}\n"
        "senate: {type: GovernmentBody, label: US Senate, country: us}\n"
        "battery: {type: TechnologyField, label: EV battery}\n",
    )
    forms = {form: (key, exact) for form, key, exact in known.names()}
    assert forms["Chinese government"] == ("china", True)
    assert forms["Chinese commerce ministry"] == ("mofcom", True)
    assert forms["China’s Ministry of Commerce"] == ("mofcom", True)
    assert forms["U.S. Senate"] == ("senate", True)
    assert forms["Biden Administration"] == ("us", True)
    assert forms["EV batteries"] == ("battery", False)
    assert forms["Beijing"] == ("china", True)


def test_what_has_a_code_is_a_country_with_a_page_of_its_name(tmp_path: Path) -> None:
    country = compile_text(tmp_path, "taiwan: {code: tw, label: Taiwan, wikidata: Q865}").entities["taiwan"]
    assert (country.type, country.wikipedia, country.wikidata) == ("Country", "Taiwan", "Q865")


# --- Mistakes


@pytest.mark.parametrize(
    ("text", "entry", "what"),
    [
        ("a: {type: Chipmaker, label: A Corp}", "'a'", "unknown type 'Chipmaker'"),
        ("a: {label: A Corp}", "'a'", "unknown type None"),
        ("a: {type: Company}", "'a'", "label None"),
        ("a: {type: Company, label: 01}", "'a'", "label 1"),
        ("a: {type: Company, label: A Corp, country: nowhere}", "'a'", "unknown country 'nowhere'"),
        ("a: {type: Company, label: A Corp, country: b}\nb: {type: Company, label: Bee}", "'a'", "unknown country 'b'"),
        ("a: {type: Company, label: A Corp, country: no}", "'a'", "country False"),
        ("a: {type: Company, label: A Corp, parent: b}", "'a'", "unknown parent 'b'"),
        ("a: {type: Company, label: A Corp, maker: b}", "'a'", "unknown maker 'b'"),
        ("a: {type: Company, label: A Corp, alias: [B]}", "'a'", "unknown field 'alias'"),
        ("a: {type: Company, label: A Corp, aliases: Bee}", "'a'", "aliases 'Bee'"),
        ("a: {type: Company, label: A Corp, aliases: [no]}", "'a'", "aliases [False]"),
        ("a: {type: Company, label: b}", "'a'", "the name 'b'"),
        ("a: {code: us}", "'a'", "label None"),
        ("a: {code: zzz, label: Aa}", "'a'", "code 'zzz'"),
        ("a: {code: no, label: Aa}", "'a'", "code False"),
        ("a: {code: us, label: Aa, wikidata: 30}", "'a'", "wikidata 30"),
        ("a: {code: us, label: Aa, wikidata: P30}", "'a'", "wikidata 'P30'"),
        ("A_b: {type: Company, label: A Corp}", "'A_b'", "no key"),
        ("a: Company", "'a'", "no mapping"),
        ("a: {type: Company, label: Aa}\na: {type: Company, label: Bb}", "'a'", "twice"),
        ("a: {type: Person, label: Aa, roles: [{leads: b}]}", "'a'", "unknown 'b'"),
        ("a: {type: Person, label: Aa, roles: [{title: king}]}", "'a'", "role"),
        ("a: {type: Person, label: Aa, roles: [{leads: a, from: May 2020}]}", "'a'", "role"),
        ("a: {type: Person, label: Aa, roles: [king]}", "'a'", "role"),
        ("a: {type: Person, label: Aa, roles: null}", "'a'", "role None"),
        ("a: {type: GovernmentBody, label: Aa, ministry: [Trade]}", "'a'", "without a country"),
        ("a: {type: Company, label: Aa}\nb: {type: Company, label: Bb, aliases: [AA]}", "'b'", "'AA', which 'a' has"),
        ("a: {type: Company, label: Aa}\nb: {code: cn, label: Bb, demonyms: [Aa]}", "'b'", "'aa', which 'a' has"),
        (
            "a: {type: Company, label: Aa, aliases: [Bb], not: [the Bb]}",
            "'a'",
            "'the Bb' both as its name and under `not`",
        ),
        ("a: {type: Company, label: Aa, not: Bb}", "'a'", "not 'Bb'"),
        ("a: {type: Company, label: Aa, parent: a}", "'a'", "its own parent: a > a"),
        (
            "a: {type: Law, label: Aa, broader: b}\nb: {type: Law, label: Bb, broader: a}",
            "'a'",
            "its own broader: a > b > a",
        ),
        ("a: {type: Law, label: Aa, broader: c}", "'a'", "unknown broader 'c'"),
        (f"a: {{type: Law, label: {'x' * 10_000}}}", "'a'", "a name of 10,000 characters ('xxx"),
        (
            "a: {code: cn, label: Aa, demonyms: [Cc]}\nb: {code: jp, label: Bb, demonyms: [Cc]}",
            "'b'",
            "'Cc', which 'a' has",
        ),
    ],
)
def test_mistakes_name_file_entry_and_remedy(tmp_path: Path, text: str, entry: str, what: str) -> None:
    with pytest.raises(OntologyError) as caught:
        compile_text(tmp_path, text)
    message = str(caught.value)
    assert re.match(rf"{re.escape(str(tmp_path / '0.yaml'))}:[12]: entry {entry} ", message)
    assert "\n" not in message, "one mistake, one line"
    assert what in message
    assert re.search(r": \w.+$", message.split(what, 1)[1]), "no remedy"


def test_all_mistakes_of_all_files_are_named_at_once_in_their_order(tmp_path: Path) -> None:
    texts = (
        "# a comment\na:\n  type: Nothing\n  label: 7\nb: {type: Company, label: Bb, country: nowhere}",
        "c: {type: Company, label: Cc, aliases: [Bb]}\n- x",
        "d: {type: Company, label: Dd, aliases: [Bb]}",
    )
    with pytest.raises(OntologyError) as caught:
        compile_text(tmp_path, *texts)
    assert [line.removeprefix(f"{tmp_path}/").split(": ")[0] for line in str(caught.value).splitlines()] == [
        *("0.yaml:2", "0.yaml:2", "0.yaml:5"),
        "1.yaml:2",  # no YAML: what its entries would say is unknown
        "2.yaml:1",
    ]
    assert "which 'b' has (0.yaml:5)" in str(caught.value)


def test_a_flood_of_mistakes_is_cut(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"and 150 more mistakes$"):
        compile_text(tmp_path, "\n".join(f"a{n}: {{type: Company, label: {n}}}" for n in range(250)))


def test_the_same_key_in_two_files(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"1\.yaml:1: entry 'a' is also in 0\.yaml:1"):
        compile_text(tmp_path, "a: {type: Company, label: Aa}", "a: {type: Company, label: Bb}")


def test_a_list_is_no_gazetteer(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"0\.yaml: is no mapping"):
        compile_text(tmp_path, "- a\n- b\n")


def test_an_empty_file_has_no_entries(tmp_path: Path) -> None:
    assert compile_text(tmp_path, "# nothing yet\n").entities == {}


# --- Names that are never meant


NOT = "apple: {type: Company, label: Apple, aliases: [AAPL], not: [apple, Apple Daily], case: true}\n"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Apple", "apple"),
        ("apple", None),
        ("Apple's", "apple"),
        ("Apple Daily", None),
        ("the Apple Daily", None),
        ("Apple Daily’s", None),
        ("AAPL", "apple"),
        ("Apple Inc.", "apple"),
    ],
)
def test_not_keeps_a_query_from_the_entity(tmp_path: Path, name: str, key: str | None) -> None:
    assert compile_text(tmp_path, NOT).lookup(name) == key


def test_not_is_free_for_another(tmp_path: Path) -> None:
    known = compile_text(tmp_path, NOT + "daily: {type: MediaOutlet, label: Apple Daily}")
    assert known.lookup("Apple Daily") == "daily"


def test_not_holds_for_capitals_and_demonyms(tmp_path: Path) -> None:
    known = compile_text(tmp_path, "us: {code: us, label: United States, capitals: [Washington], not: [WASHINGTON]}")
    assert (known.lookup("Washington"), known.lookup("WASHINGTON")) == ("us", None)
