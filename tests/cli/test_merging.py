"""kg merge, split and review: judgements by hand, by file and on the terminal, and their undoing."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest
from sample_graph import ENTITIES, sample
from typer.testing import CliRunner

from kg.cli import app
from kg.ids import entity_iri, minted_entity_iri
from kg.link import PENDING, Context, Proposal, write_pending
from kg.model import Claim, Document, Evidence, Mention
from kg.store import LocalStore
from kg.store.record import FileRecord

ACME = minted_entity_iri("Acme Chips")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a store where Acme Chips is called Acme Chips Holding as well; with the project's gazetteer, which every
    command that writes brings in."""
    path = tmp_path_factory.mktemp("made") / "graph"
    with LocalStore(path) as store:
        for document_id in ("d2", "d3", "d4"):
            store.add(*sample(document_id))
        said(store, "e1", "Acme Chips Holding", "supplies", "TSMC")
        said(store, "e2", "Quexo", "sues", "OpenAI")
    return path


@pytest.fixture
def store_path(made, tmp_path):
    """Return a copy of the store to change."""
    return shutil.copytree(made, tmp_path / "graph")


@pytest.fixture
def kg(store_path):
    """Return a function that runs a command on the store."""

    def run(*arguments, **options):
        return CliRunner().invoke(app, [*arguments, "--store", str(store_path)], **options)

    return run


def said(store, document, subject, predicate, object_):
    sentence = f"{subject} {predicate} {object_}."
    start = sentence.index(object_, len(subject))
    iri = entity_iri(object_.lower()) if object_.lower() in ENTITIES else minted_entity_iri(object_)
    claim = Claim(
        document,
        Mention(0, len(subject), subject, subject, "Company", minted_entity_iri(subject)),
        predicate,
        Mention(start, start + len(object_), object_, object_, "Company", iri),
        Evidence(0, len(sentence), sentence),
        extractor="rules/1",
    )
    store.add(Document(document, sentence), [claim])


def nquads(kg):
    return kg("export").stdout


def card(kg, name):
    return json.loads(kg("entity", name).stdout)


def test_merge_shows_one_node_and_split_brings_two_back(kg):
    before = nquads(kg)
    result = kg("merge", "Acme Chips Holding", "acme chips", "--by", "Ada")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "name:acme-chips stands for name:acme-chips-holding: 1 document changed\n"
    found = card(kg, "Acme Chips Holding")
    assert (found["iri"], found["label"], found["aliases"]) == (ACME, "Acme Chips", ["Acme Chips Holding"])
    assert found["merged"] == [f"{ACME}-holding"]
    assert {each["relation"] for each in found["relationships"]} == {"supplies", "cooperates with"}
    result = kg("split", "Acme Chips Holding")
    assert result.stdout == "name:acme-chips-holding stands alone: 1 document changed\n"
    assert nquads(kg) == before
    assert card(kg, "Acme Chips Holding")["iri"] == f"{ACME}-holding"


def test_split_of_two_keeps_them_apart_for_good(kg):
    before = nquads(kg)
    kg("merge", "Acme Chips", "Acme Chips Holding")
    result = kg("split", "Acme Chips", "Acme Chips Holding", "--by", "Bo")
    assert "are two: 1 document changed" in result.stdout
    assert nquads(kg) == before
    assert kg("review").stdout.count("\n") == 1  # the header: it is not proposed again


def test_queries_analyses_and_pages_show_one_node(kg, tmp_path):
    kg("merge", "Acme Chips", "Acme Chips Holding")
    rows = list(csv.DictReader(io.StringIO(kg("query", "entities").stdout)))
    assert [row["claims"] for row in rows if row["entity"] == ACME] == ["2"]
    assert not any("holding" in row["entity"] for row in rows)
    influence = json.loads(kg("analyse", "influence").stdout)
    assert "acme-chips-holding" not in json.dumps(influence)
    kg("view", "--output", str(tmp_path / "page.html"))
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "acme-chips-holding" not in page
    assert "Acme Chips Holding" in page  # the search finds it by its other name


def test_a_merge_holds_for_documents_that_come_later(kg, store_path):
    kg("merge", "Acme Chips", "Acme Chips Holding")
    with LocalStore(store_path) as store:
        said(store, "e3", "Acme Chips Holding", "sues", "OpenAI")
    assert "sues" in {each["relation"] for each in card(kg, "Acme Chips")["relationships"]}


def test_removal_of_a_document_with_merges(kg, store_path):
    kg("merge", "Acme Chips", "Acme Chips Holding")
    kg("remove", "d3")  # which alone names Acme Chips
    found = card(kg, "Acme Chips Holding")
    assert (found["iri"], found["label"]) == (ACME, "Acme Chips Holding")
    kg("remove", "e1")
    assert "acme-chips" not in nquads(kg).replace(
        f"<{ACME}-holding> <https://w3id.org/tech-rivalry/canonical> <{ACME}>", ""
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Acme Chips", "China"), "one is a Company, the other a Country: say so with --force"),
        (("Acme Chips", "Nvidia"), "an article relates the two: “Nvidia teamed up with Acme Chips.”: say so"),
        (("Huawei", "TSMC"), "are both of the gazetteer: make one of them an alias"),
        (("Acme Chip", "TSMC"), "no entity is called 'Acme Chip': did you mean 'Acme Chips'"),
        (("name:nobody", "TSMC"), "no entity has the IRI https://w3id.org/tech-rivalry/entity/name/nobody"),
        (("x" * 10_000, "TSMC"), f"no entity is called '{'x' * 60}…': see `kg query entities`"),
        (("https://x.test/" + "x" * 10_000, "TSMC"), "no entity has the IRI https://x.test/"),
        (("", "TSMC"), "no entity is called ''"),
    ],
)
def test_merge_refuses_with_a_reason(kg, arguments, message):
    before = nquads(kg)
    result = kg("merge", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert len(result.stderr) < 400
    assert nquads(kg) == before


def test_force_merges_what_classes_and_claims_speak_against(kg):
    assert kg("merge", "Acme Chips", "China", "--force").exit_code == 0
    assert card(kg, "Acme Chips")["label"] == "China"
    assert kg("merge", "Quexo", "OpenAI", "--force").exit_code == 0


def test_merging_twice_and_merging_against_a_judgement(kg):
    kg("merge", "Acme Chips", "Acme Chips Holding")
    assert "are one already" in kg("merge", "Acme Chips Holding", "Acme Chips").stdout
    kg("split", "Acme Chips Holding", "TSMC", "--by", "Ada")
    result = kg("merge", "Acme Chips", "TSMC", "--force")
    assert result.exit_code == 1
    assert "were judged to be different by Ada" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Quexo",), "quexo was merged with nothing: there is nothing to split"),
        (("Quexo", "quexo"), "both names are of this one"),
        (("Quexo", "Nobody Else"), "no entity is called 'Nobody Else'"),
    ],
)
def test_split_refuses_with_a_reason(kg, arguments, message):
    result = kg("split", *arguments)
    assert result.exit_code == 1
    assert message in result.stderr


def test_nobody_decides_nothing(kg):
    result = kg("merge", "Acme Chips", "TSMC", "--by", " ")
    assert (result.exit_code, "give a name" in result.stderr) == (2, True)


def test_an_item_of_wikidata_is_the_same(kg):
    assert kg("merge", "Acme Chips", "wd:Q42").exit_code == 0
    assert card(kg, "Acme Chips")["same_as"] == ["http://www.wikidata.org/entity/Q42"]
    result = kg("merge", "Acme Chips", "wd:Q43")
    assert "are two items: split off the wrong one first" in result.stderr
    kg("split", "Acme Chips", "wd:Q42")
    assert card(kg, "Acme Chips")["same_as"] == []


def test_proposals_come_as_csv_that_can_be_filled_in_and_applied(kg, tmp_path):
    listed = kg("review", "--list")
    [row] = csv.DictReader(io.StringIO(listed.stdout))
    assert (row["left"], row["right"], row["reason"]) == (f"{ACME}-holding", ACME, "short form")
    file = tmp_path / "judged.csv"
    file.write_text(listed.stdout.rstrip("\n") + "positive\n")
    result = kg("review", "--file", str(file), "--by", "Ada")
    assert result.stdout == "1 judgement, 1 new, 0 skipped: 1 document changed\n"
    after = nquads(kg)
    assert kg("review", "--file", str(file)).stdout == "1 judgement, 0 new, 0 skipped: 0 documents changed\n"
    assert nquads(kg) == after


def test_a_file_goes_by_names_and_bad_lines_are_named(kg, tmp_path):
    file = tmp_path / "judged.jsonl"
    lines = [
        {"left": "Acme Chips", "right": "Acme Chips Holding", "verdict": "positive"},
        {"left": "Acme Chips", "right": "Nobody", "verdict": "positive"},
        {"left": "Acme Chips", "right": "China", "verdict": "positive"},
        {"left": "Quexo", "right": "quexo", "verdict": "positive"},
        {"left": "Quexo", "right": "TSMC", "verdict": "maybe"},
        {"left": "Quexo", "right": "x" * 10_000, "verdict": "negative"},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines) + "oops\n")
    result = kg("review", "--file", str(file))
    assert (result.exit_code, result.stdout) == (1, "1 judgement, 1 new, 6 skipped: 1 document changed\n")
    places = [line.split(": ")[1] for line in result.stderr.splitlines()]
    assert sorted(places) == [f"{file}:{number}" for number in range(2, 8)]
    assert kg("review", "--file", str(file), "--force").stdout.startswith("2 judgements, 1 new, 5 skipped")


def test_judgements_that_contradict_each_other_are_named(kg, tmp_path):
    file = tmp_path / "judged.csv"
    file.write_text(
        "left,right,verdict\nAcme Chips,TSMC,positive\nAcme Chips Holding,Acme Chips,positive\n"
        "Acme Chips Holding,TSMC,negative\n"
    )
    result = kg("review", "--file", str(file), "--by", "Ada", "--force")
    assert result.exit_code == 0
    assert result.stderr.count("warning: not carried out") == 1


def test_undo_takes_the_last_judgement_back(kg):
    before = nquads(kg)
    kg("merge", "Acme Chips", "Acme Chips Holding", "--by", "Ada")
    result = kg("review", "--undo")
    assert "taken back: name:acme-chips and name:acme-chips-holding, positive by Ada on 20" in result.stdout
    assert nquads(kg) == before
    result = kg("review", "--undo")
    assert (result.exit_code, "holds no judgement to take back" in result.stderr) == (1, True)


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr("kg.cli.review.to_people", lambda: True)
    monkeypatch.setattr("kg.cli.review._answers", lambda: True)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("answers", "judged", "changed", "proposed"),
    [("y\n", 1, 1, 0), ("n\n", 1, 0, 0), ("u\n", 1, 0, 0), ("s\n", 0, 0, 1), ("\n", 0, 0, 1), ("x\nq\n", 0, 0, 1)],
)
def test_review_asks(kg, answers, judged, changed, proposed):
    result = kg("review", "--by", "Ada", input=answers)
    assert result.exit_code == 0
    assert "Acme Chips Holding = Acme Chips? (1 of 1)" in result.stdout
    assert "“Nvidia teamed up with Acme Chips.” (d3)" in result.stdout
    assert f"{judged} judgement{'s' * (judged != 1)}: {changed} document{'s' * (changed != 1)} changed" in result.stdout
    assert kg("review", "--format", "csv").stdout.count("\n") == 1 + proposed


@pytest.mark.usefixtures("terminal", "item")
def test_what_was_answered_holds_if_the_input_ends(kg):
    result = kg("review", "--by", "Ada", input="y\n")
    assert result.exit_code == 1
    assert card(kg, "Acme Chips")["same_as"] == ["http://www.wikidata.org/entity/Q7"]


@pytest.fixture
def item(store_path):
    """Put a proposal of `kg enrich` into the store, likelier than the other."""
    write_pending(
        FileRecord(store_path / PENDING),
        [
            Proposal(
                ACME,
                "http://www.wikidata.org/entity/Q7",
                "Acme Chips",
                "Acme",
                0.8,
                "same words",
                (),
                (Context("Wikidata: chip maker", "Q7"),),
                ("Acme", "Акме"),
            )
        ],
    )


@pytest.mark.usefixtures("terminal", "item")
def test_an_item_that_is_accepted_gives_its_names(kg):
    result = kg("review", "--top", "1", input="y\n")
    assert "“Wikidata: chip maker” (Q7)" in result.stdout
    found = card(kg, "Акме")
    assert (found["iri"], found["same_as"]) == (ACME, ["http://www.wikidata.org/entity/Q7"])
    assert found["aliases"] == ["Acme", "Акме"]


@pytest.mark.usefixtures("terminal")
def test_list_is_a_table_on_a_terminal(kg):
    result = kg("review", "--list", env={"COLUMNS": "120"})
    assert "Acme Chips Holding  Acme Chips  short form" in result.stdout
    assert result.stderr == "1 proposal\n"


def test_one_thing_at_a_time(kg, tmp_path):
    result = kg("review", "--list", "--undo")
    assert (result.exit_code, "one of --list, --file and --undo" in result.stderr) == (2, True)


def test_a_garbled_record_is_named_and_nothing_is_changed(kg, store_path):
    (store_path / "judgements.jsonl").write_text("{}\n")
    result = kg("merge", "Acme Chips", "Acme Chips Holding")
    assert result.exit_code == 1
    assert "judgements.jsonl:1: left is missing" in result.stderr
    assert (store_path / "judgements.jsonl").read_text() == "{}\n"
