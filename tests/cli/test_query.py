"""kg query: how a question is given, how the answer is written, and the exit status."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rdflib import Graph
from typer.testing import CliRunner

from kg.cli import app
from kg.query import saved_queries


@pytest.fixture
def ask(store_path):
    return lambda *arguments, **options: CliRunner().invoke(
        app, ["query", *arguments, "--store", str(store_path)], **options
    )


SUPPLIERS = "SELECT ?who { ?who kg:supplies ?whom }"


@pytest.mark.parametrize("given", ["text", "file", "input"])
def test_sparql_comes_as_text_file_or_input(ask, tmp_path, given):
    file = tmp_path / "suppliers.rq"
    file.write_text(SUPPLIERS)
    arguments = {"text": SUPPLIERS, "file": str(file), "input": "-"}
    result = ask(arguments[given], input=SUPPLIERS if given == "input" else None)
    assert (result.exit_code, result.stdout) == (0, "who\nhttps://w3id.org/tech-rivalry/entity/tsmc\n")


def test_saved_query_comes_as_csv_with_iris_and_labels_in_a_pipe(ask):
    result = ask("competitors", "--param", "entity=usa")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == 0
    assert [(row["subject"].rsplit("/", 1)[-1], row["subjectLabel"]) for row in rows] == [
        ("united-states", "United States"),
        ("china", "China"),
    ]


def test_saved_query_comes_as_table_on_a_terminal(ask, monkeypatch):
    monkeypatch.setattr("kg.cli.query.to_people", lambda: True)
    result = ask("competitors", env={"COLUMNS": "160"})
    assert result.exit_code == 0
    assert "Beijing competes with the US." in result.stdout
    assert "subject" in result.stdout.splitlines()[0]
    assert "doc:" not in result.stdout
    assert "http" not in result.stdout
    assert result.stderr == "2 rows\n"


def test_nothing_found_is_said_on_a_terminal(ask, monkeypatch):
    monkeypatch.setattr("kg.cli.query.to_people", lambda: True)
    result = ask("competitors", "-p", "entity=Nvidia")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing found.\n")


def test_json(ask):
    content = json.loads(ask(SUPPLIERS, "--format", "json").stdout)
    assert [row["who"]["value"] for row in content["results"]["bindings"]] == [
        "https://w3id.org/tech-rivalry/entity/tsmc"
    ]


def test_xml(ask):
    assert ask(SUPPLIERS, "--format", "xml").stdout.startswith('<?xml version="1.0"?>')


@pytest.mark.parametrize("arguments", [("--format", "turtle"), ()])
def test_graph_is_turtle(ask, arguments):
    result = ask("statements", "-p", "entity=Huawei", *arguments)
    assert len(Graph().parse(data=result.stdout, format="turtle")) == 8


@pytest.mark.parametrize(("name", "expected"), [("tsmc", "true\n"), ("china", "false\n")])
def test_answer(ask, name, expected):
    assert ask(f"ASK {{ ent:huawei kg:dependsOn ent:{name} }}").stdout == expected


def test_parameters_of_ad_hoc_sparql(ask):
    result = ask("SELECT ?claim { ?claim prov:wasDerivedFrom/dcterms:issued ?day }", "-p", "day=2025-06-01")
    assert len(result.stdout.splitlines()) == 1 + 4


def test_name_of_an_entity_that_is_read_as_a_string_is_told_if_nothing_is_found(ask):
    query = "SELECT ?who { ?who kg:competesWith ?x }"
    result = ask(query, "-p", "x=PRC")
    assert (result.exit_code, result.stdout) == (0, "who\n")
    assert result.stderr == "note: x is the string 'PRC': for the entity, give x=ent:china\n"
    found = ask(query, "-p", "x=ent:china")
    assert (found.stdout, found.stderr) == ("who\nhttps://w3id.org/tech-rivalry/entity/united-states\n", "")
    assert ask(query, "-p", "x=nobody").stderr == ""
    assert ask("SELECT ?x { ?who rdfs:label ?x }", "-p", "x=China").stderr == ""
    assert ask("competitors", "-p", "entity=Nvidia").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say what to ask"),
        (("competitor",), "did you mean competitors?"),
        (("competitors", "-p", "entity"), "'entity': write NAME=VALUE"),
        (("competitors", "-p", "entity=US", "-p", "entity=China"), "entity is given twice"),
        (("competitors", "-p", "actor=US"), "no parameter 'actor': it has entity"),
        (("timeline",), "needs entity=..."),
        (("competitors", "-f", "turtle"), "this query can give table, csv, json, xml"),
        (("statements", "-p", "entity=US", "-f", "csv"), "this query can give table, turtle, ntriples"),
        (("competitors", "-f", "excel"), "excel"),
    ],
)
def test_bad_usage_is_explained_with_status_2(ask, arguments, message):
    result = ask(*arguments, env={"COLUMNS": "200"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("SELECT ?s WHERE { ?s }",), "malformed SPARQL at line 1, column 19"),
        (("SELECT nothing",), "malformed SPARQL at line 1, column"),
        (("nowhere.rq",), "nowhere.rq: there is no such file: correct the name"),
        (("competitors", "-p", "entity=Huawai"), "no entity is called 'Huawai': did you mean 'Huawei'"),
    ],
)
def test_failure_is_explained_with_status_1(ask, arguments, message):
    result = ask(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr


@pytest.mark.parametrize("given", ["file", "input"])
def test_what_is_no_text_is_called_so(ask, tmp_path, given):
    (tmp_path / "q.rq").write_bytes(b"SELECT \xff")
    result = ask(str(tmp_path / "q.rq")) if given == "file" else ask("-", input=b"SELECT \xff")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("is no text in UTF-8: save it as such\n")


def test_directory_is_no_query(ask, tmp_path):
    (tmp_path / "folder.rq").mkdir()
    result = ask(str(tmp_path / "folder.rq"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "folder.rq: cannot be read: Is a directory: name another file" in result.stderr


def test_missing_store_is_explained_and_not_made(tmp_path):
    result = CliRunner().invoke(app, ["query", SUPPLIERS, "--store", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "make one with `kg build`" in result.stderr
    assert not (tmp_path / "none").exists()


def test_list_names_all_saved_queries_without_a_store():
    result = CliRunner().invoke(app, ["query", "--list", "--store", "no-such-directory"])
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    assert set(rows) == set(saved_queries())
    assert rows["timeline"]["parameters"] == "entity [since] [until] [minConfidence]"


def test_list_with_a_name_shows_that_query(ask):
    assert ask("timeline", "--list").stdout == saved_queries()["timeline"].sparql


@pytest.mark.parametrize("term", ["kg:competsWith", "<https://w3id.org/tech-rivalry/competsWith>"])
def test_unknown_term_is_named_with_those_near_it(ask, term):
    result = ask(f"SELECT ?a {{ ?a {term} ?b }}")
    assert (result.exit_code, result.stdout) == (0, "a\n")
    assert result.stderr.startswith("warning: there is no term kg:competsWith: did you mean kg:competesWith")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?a { ?a kg:competesWith/kg:basedIn* ?b, claim:x, <https://w3id.org/tech-rivalry/entity/none>. }",
        "SELECT ?a { ?a rdfs:label 'kg:none' . # kg:none\n }",
        "PREFIX kg: <https://elsewhere.test/> SELECT ?a { ?a kg:none ?b }",
    ],
)
def test_nothing_else_is_an_unknown_term(ask, sparql):
    result = ask(sparql)
    assert (result.exit_code, result.stderr) == (0, "")


def test_unknown_term_with_another_prefix(ask):
    result = ask("PREFIX t: <https://w3id.org/tech-rivalry/> SELECT ?a { ?a a t:Xyzzyx ; kg:modality ?b. }")
    assert (result.exit_code, result.stderr) == (0, "warning: there is no term kg:Xyzzyx\n")


@pytest.mark.parametrize("name", saved_queries())
def test_saved_queries_have_no_unknown_terms(ask, name):
    given = {
        "entity": "Huawei",
        "relation": "competesWith",
        "a": "China",
        "b": "US",
        "before": "2025-01-01",
        "day": "2025-01-01",
    }
    asked = [
        f"{parameter.name}={given.get(parameter.name, given['entity'])}"
        for parameter in saved_queries()[name].parameters or ()
        if parameter.required
    ]
    result = ask(name, *(word for pair in asked for word in ("-p", pair)))
    assert (result.exit_code, result.stderr) == (0, "")
