"""What was exported comes back to the last byte, and anything else is refused as a whole."""

from __future__ import annotations

import gzip
import io
import random
from dataclasses import replace

import pyoxigraph as ox
import pytest
from sample_graph import ENTITIES, nquads, sample

from kg.errors import ConfigError, InputError, StoreError
from kg.exchange import export, import_file
from kg.ids import entity_iri, minted_entity_iri
from kg.link import Resolver
from kg.reason import infer
from kg.search import search
from kg.store import LocalStore

ACME, HUAWEI = minted_entity_iri("Acme Chips"), entity_iri("huawei")
LOSSLESS = {"nquads": "nq", "trig": "trig", "jsonld": "jsonld"}
SYNTAX = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}


def exported(store, form="nquads"):
    out = io.BytesIO()
    export(store, form, out)
    return out.getvalue()


def imported(path):
    with LocalStore(path, read_only=True) as store:
        return exported(store)


@pytest.fixture
def refused(tmp_path):
    """Return a function that imports bytes, checks that this is refused for a reason, and that nothing is left."""

    def refuse(data, reason, *, name="graph.nq", error=InputError):
        (tmp_path / "files").mkdir(exist_ok=True)
        file = tmp_path / "files" / name
        file.write_bytes(data)
        before = sorted(path.name for path in tmp_path.iterdir())
        with pytest.raises(error, match=reason) as raised:
            import_file(file, tmp_path / "target")
        assert sorted(path.name for path in tmp_path.iterdir()) == before
        assert str(file) in str(raised.value)

    return refuse


@pytest.fixture
def full_store(store_path):
    """Return a store that has every graph: with a merge and with conclusions."""
    with LocalStore(store_path, entities=ENTITIES) as store:
        resolver = Resolver(store)
        resolver.judge(ACME, HUAWEI, "positive", by="Ada")
        resolver.apply()
        infer(store)
        yield store


@pytest.mark.parametrize("packed", ["", ".gz", ".bz2", ".xz"])
@pytest.mark.parametrize("form", LOSSLESS)
def test_a_round_trip_is_exact(small_store, tmp_path, form, packed):
    file = tmp_path / f"graph.{LOSSLESS[form]}{packed}"
    export(small_store, form, file)
    found = import_file(file, tmp_path / "target")
    assert (found.documents, found.claims, found.statements) == (4, 11, len(small_store.oxigraph))
    assert imported(tmp_path / "target") == exported(small_store)
    with LocalStore(tmp_path / "target", read_only=True) as store:
        assert list(store.claims()) == list(small_store.claims())
        assert len(search(store, "chips")) == len(search(small_store, "chips")) > 0


@pytest.mark.parametrize("form", LOSSLESS)
def test_hostile_text_makes_the_round_trip(hostile_store, tmp_path, form):
    export(hostile_store, form, tmp_path / f"x.{LOSSLESS[form]}")
    import_file(tmp_path / f"x.{LOSSLESS[form]}", tmp_path / "target")
    assert imported(tmp_path / "target") == exported(hostile_store)


def test_the_default_gazetteer_makes_the_round_trip(tmp_path):
    with LocalStore(tmp_path / "graph") as store:
        store.add(*sample("d2"), extractor="rules/1")
        export(store, "nquads", tmp_path / "graph.nq")
        whole = exported(store)
    import_file(tmp_path / "graph.nq", tmp_path / "target")
    assert imported(tmp_path / "target") == whole
    LocalStore(tmp_path / "target").close()  # writing brings nothing up to date
    assert imported(tmp_path / "target") == whole


def test_what_was_merged_stays_merged_and_can_be_split(store_path, tmp_path):
    with LocalStore(store_path, entities=ENTITIES) as store:
        before = nquads(store)
        resolver = Resolver(store)
        resolver.judge(ACME, HUAWEI, "positive", by="Ada")
        resolver.judge(HUAWEI, "http://www.wikidata.org/entity/Q160120", "positive", by="Ada", names=["华为"])
        resolver.apply()
        merged = exported(store)
        export(store, "trig", tmp_path / "graph.trig")
    import_file(tmp_path / "graph.trig", tmp_path / "target")
    assert imported(tmp_path / "target") == merged
    with LocalStore(tmp_path / "target", entities=ENTITIES) as store:
        resolver = Resolver(store)  # as `kg build` does: brings the graph in line with the judgements
        assert exported(store) == merged
        assert {each.by for each in resolver} == {"kg import graph.trig"}
        while resolver.undo():
            pass
        resolver.apply()
        assert nquads(store) == before


def test_a_store_that_was_imported_goes_on_as_any_other(small_store, tmp_path):
    export(small_store, "nquads", tmp_path / "graph.nq")
    import_file(tmp_path / "graph.nq", tmp_path / "target")
    with LocalStore(tmp_path / "target", entities=ENTITIES) as store:
        document, _ = sample("d3")
        assert store.current(document, "rules/1")
        assert store.remove("d3")
        assert not store.add(*sample("d2"), extractor="rules/1")


def test_documents_alone_get_the_known_entities_of_this_version(small_store, tmp_path):
    lines = [line for line in exported(small_store).splitlines(keepends=True) if b"/document/" in line.split()[-2]]
    (tmp_path / "graph.nq").write_bytes(b"".join(lines))
    import_file(tmp_path / "graph.nq", tmp_path / "target")
    with LocalStore(tmp_path / "target", read_only=True) as store:
        assert len(list(store.claims())) == 11
        assert store.oxigraph.contains_named_graph(next(iter(small_store.oxigraph.named_graphs())))


def test_the_order_of_lines_does_not_matter(small_store, tmp_path):
    lines = exported(small_store).splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    (tmp_path / "graph.nq").write_bytes(b"".join(lines))
    import_file(tmp_path / "graph.nq", tmp_path / "target")
    assert imported(tmp_path / "target") == exported(small_store)


# Bad input


@pytest.mark.parametrize("share", [0.4, 0.999])
@pytest.mark.parametrize("form", LOSSLESS)
def test_a_file_that_was_cut_off_is_refused(small_store, refused, form, share):
    data = exported(small_store, form)
    refused(data[: int(len(data) * share)], "graph again|export it again|no document", name=f"graph.{LOSSLESS[form]}")


def test_a_file_that_was_cut_off_between_lines_is_refused_wherever_that_was(small_store, refused):
    lines = exported(small_store).splitlines(keepends=True)
    last = max(number for number, line in enumerate(lines) if b"/document/" in line)
    assert last + 9 < len(lines)
    for number in (1, 10, last // 2, last, last + 1, (last + len(lines)) // 2, len(lines) - 1):
        refused(b"".join(lines[:number]), "again|no document")
    refused(b"".join(lines[: last + 1]), f"holds [0-9,]+ of the {len(lines) - 1:,} statements")


@pytest.mark.parametrize("form", LOSSLESS)
def test_a_statement_taken_out_or_changed_outside_of_documents_is_refused(full_store, refused, tmp_path, form):
    head, _, rest = exported(full_store, form).partition(b"\n")
    quads = list(ox.parse(b"[" + rest if form == "jsonld" else rest, format=SYNTAX[form]))

    def written(quads):
        text = ox.serialize(quads, format=SYNTAX[form])
        return head + b"\n" + (text[1:] if form == "jsonld" else text)

    name = f"graph.{LOSSLESS[form]}"
    (tmp_path / name).write_bytes(written(quads))
    assert import_file(tmp_path / name, tmp_path / "same").statements == len(quads)
    for graph in ("inferred", "reference", "ontology", "fused", "merges"):
        of_graph = ox.NamedNode(f"https://w3id.org/tech-rivalry/graph/{graph}")
        one = min((quad for quad in quads if quad.graph_name == of_graph), key=str)
        other = ox.Quad(one.subject, ox.NamedNode("urn:another"), one.object, of_graph)
        refused(written(quad for quad in quads if quad != one), "again", name=name)
        refused(written(other if quad == one else quad for quad in quads), "again", name=name)


@pytest.mark.parametrize("form", LOSSLESS)
def test_an_export_of_an_older_version_announces_nothing_and_is_taken_for_what_it_is(small_store, tmp_path, form):
    file = tmp_path / f"graph.{LOSSLESS[form]}"
    data = exported(small_store, form)
    head, _, rest = data.partition(b"\n")
    assert b"kg export" in head
    file.write_bytes((b"[" if form == "jsonld" else b"") + rest)
    assert not import_file(file, tmp_path / "older").sealed
    assert imported(tmp_path / "older") == exported(small_store)
    file.write_bytes(data)
    assert import_file(file, tmp_path / "newer").sealed


def test_a_first_line_that_cannot_be_read_is_named(small_store, refused):
    data = exported(small_store)
    refused(data.replace(b"checksum", b"digest", 1), "graph.nq:1: its first line was changed")


def without_first_line(lines):
    """Return the lines of N-Quads as older versions wrote them."""
    return [line for line in lines if not line.startswith(b"#")]


def test_a_file_of_a_version_without_names_to_show_gets_them(small_store, tmp_path):
    lines = without_first_line(exported(small_store).splitlines(keepends=True))
    fused, names = b"/graph/fused>", b"core#prefLabel> "
    old = [line for line in lines if fused not in line and not (b"/entity/" in line and names in line)]
    assert len(old) < len(lines)
    (tmp_path / "graph.nq").write_bytes(b"".join(old))
    import_file(tmp_path / "graph.nq", tmp_path / "target")
    assert imported(tmp_path / "target") == exported(small_store)


def test_an_older_file_that_lost_some_of_the_vocabulary_gets_it_back(small_store, tmp_path):
    lines = without_first_line(exported(small_store).splitlines(keepends=True))
    last = max(number for number, line in enumerate(lines) if b"/document/" in line)
    (tmp_path / "graph.nq").write_bytes(b"".join(lines[: (last + len(lines)) // 2]))
    import_file(tmp_path / "graph.nq", tmp_path / "target")
    assert imported(tmp_path / "target") == exported(small_store)


@pytest.mark.parametrize("packed", ["gz", "bz2", "xz"])
def test_a_compressed_file_that_was_cut_off_is_refused(small_store, refused, tmp_path, packed):
    export(small_store, "nquads", tmp_path / f"whole.nq.{packed}")
    data = (tmp_path / f"whole.nq.{packed}").read_bytes()
    refused(data[: len(data) // 2], "cannot be read|cut off|again", name=f"graph.nq.{packed}")
    refused(b"no archive", "cannot be read", name=f"graph.nq.{packed}")


def test_one_statement_less_or_more_in_a_document_is_refused(small_store, refused):
    lines = exported(small_store).splitlines(keepends=True)
    claims = [line for line in lines if b"/document/d2> ." in line and b"contentHash" not in line]
    for line in claims[:: len(claims) // 8]:
        refused(b"".join(other for other in lines if other != line), "document/d2")
    forged = b"<urn:a> <https://w3id.org/tech-rivalry/bans> <urn:b> <https://w3id.org/tech-rivalry/document/d2> .\n"
    refused(b"".join([*lines, forged]), "has, beside what its claims say, <urn:a>")


def test_a_sentence_that_was_changed_does_not_pass_as_another_relation(small_store, refused):
    data = exported(small_store)
    target = b"> <https://w3id.org/tech-rivalry/entity/huawei>"
    assert b"/sanctions" + target in data
    refused(data.replace(b"/sanctions" + target, b"/funds" + target), "document/d2")


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "graph.nq", "no document"),
        (b"hello world", "graph.nq", r"graph.nq:1: is no nquads"),
        (b"\x00\xff\xfe", "graph.trig", "is no trig"),
        (b"{}", "graph.jsonld", "no document"),
        (b'{"@context": "http://192.0.2.1/c", "a": 1}', "graph.jsonld", "is no jsonld"),
        (b"<urn:a> <urn:b> <urn:c> .\n", "graph.nq", "stands in no graph with a name"),
        (b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", "graph.nq", "<urn:g> is no graph of a store"),
        (b"<urn:a> <urn:b> <urn:c> _:g .\n", "graph.nq", "stands in no graph with a name"),
        (
            b"<urn:a> <urn:b> <urn:c> <https://w3id.org/tech-rivalry/graph/mine> .\n",
            "graph.nq",
            "graph/mine> is no graph of a store",
        ),
        (
            b"<urn:a> <urn:b> <urn:c> <https://w3id.org/tech-rivalry/document/x> .\n",
            "graph.nq",
            "document/x is not whole",
        ),
        (b"_:a <urn:b> _:c <https://w3id.org/tech-rivalry/document/x> .\n", "graph.nq", "document/x is not whole"),
    ],
)
def test_what_is_no_export_is_refused(refused, data, name, reason):
    refused(data, reason, name=name)


def test_a_graph_under_another_base_is_refused(small_store, refused, monkeypatch):
    data = exported(small_store)
    monkeypatch.setenv("KG_BASE_IRI", "https://other.test/")
    refused(data, "set KG_BASE_IRI")


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nt", "graph", "graph.graphml"])
def test_formats_that_lose_the_graphs_are_refused(small_store, refused, name):
    refused(exported(small_store, "turtle"), "import N-Quads, TriG or JSON-LD", name=name, error=ConfigError)


def test_the_wrong_format_is_refused(small_store, tmp_path):
    (tmp_path / "x").write_bytes(exported(small_store, "trig"))
    with pytest.raises(InputError, match="is no jsonld"):
        import_file(tmp_path / "x", tmp_path / "target", form="jsonld")
    assert import_file(tmp_path / "x", tmp_path / "target", form="trig").documents == 4


def test_a_store_that_is_there_is_left_alone(small_store, store_path, tmp_path):
    export(small_store, "nquads", tmp_path / "graph.nq")
    with pytest.raises(StoreError, match="is there already"):
        import_file(tmp_path / "graph.nq", store_path)
    with pytest.raises(StoreError, match="is there already"):
        import_file(tmp_path / "graph.nq", tmp_path / "graph.nq")
    assert not list(tmp_path.glob("*.importing-*"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"no\.nq: there is no such file: correct the name$"):
        import_file(tmp_path / "no.nq", tmp_path / "target")
    with pytest.raises(InputError, match=r"cannot be read: Is a directory: name another file$"):
        import_file(tmp_path, tmp_path / "target", form="nquads")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_not_blamed_on_the_file(small_store, tmp_path, monkeypatch):
    export(small_store, "nquads", tmp_path / "graph.nq")

    class Full:
        def __init__(self, path):
            raise OSError("No space left on device")

    monkeypatch.setattr("kg.exchange.importing.ox.Store", Full)
    with pytest.raises(StoreError, match="cannot be written: No space left"):
        import_file(tmp_path / "graph.nq", tmp_path / "target")
    assert not list(tmp_path.glob("target*"))


def test_a_document_of_another_name_is_refused(tmp_path, refused):
    document, claims = sample("d3")
    with LocalStore(tmp_path / "graph", entities=ENTITIES) as store:
        store.add(replace(document, id="x"), [replace(claim, document="x") for claim in claims], extractor="rules/1")
        data = exported(store)
    graph = b"<https://w3id.org/tech-rivalry/document/%s> .\n"
    refused(data.replace(graph % b"x", graph % b"y"), "document/y")


def test_compressed_files_are_found_by_their_name_alone(small_store, tmp_path):
    (tmp_path / "graph.NQ.GZ").write_bytes(gzip.compress(exported(small_store)))
    assert import_file(tmp_path / "graph.NQ.GZ", tmp_path / "target").documents == 4
