"""What loading the lexicon refuses, and how it says so."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.extract import lexicon

FRAME = "{verb: compete, roles: {subject: subject, object: with}}"
ENTRY = """
{relation}:
  subject: [Agent]
  object: [Agent]
  frames:
    - {frame}
"""


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads a lexicon of the files whose contents it is given: a.yaml, b.yaml ..."""

    def load(*contents):
        paths = [tmp_path / f"{'ab'[n]}.yaml" for n in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_text(content, encoding="utf-8")
        monkeypatch.setattr(lexicon, "ontology_files", lambda folder, pattern: paths)
        return lexicon.load.__wrapped__()

    return load


def entry(frame=FRAME, relation="competesWith"):
    return ENTRY.format(relation=relation, frame=frame)


def test_a_sound_file_loads(load):
    loaded = load(entry())
    (frame,) = loaded.of("verb", "compete")
    assert (frame.relation, frame.subject, frame.object) == ("competesWith", ("subject",), ("with",))
    assert loaded.of("noun", "compete") == ()


def test_frames_of_all_triggers_keep_their_order(load):
    loaded = load(entry(FRAME.replace("compete", "compete|vie")), entry(FRAME, relation="outperforms"))
    assert [frame.relation for frame in loaded.of("verb", "compete")] == ["competesWith", "outperforms"]
    assert [frame.relation for frame in loaded.of("verb", "vie")] == ["competesWith"]


def test_what_never_holds_of_a_relation_stands_at_every_frame(load):
    loaded = load(entry(FRAME.replace("roles", "without: {for: gold}, roles")) + "  without: {governor: bar}\n")
    (frame,) = loaded.of("verb", "compete")
    assert frame.exclusions == ((("governor",), frozenset({"bar"})), (("for",), frozenset({"gold"})))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (entry(relation="competesWth"), r"a\.yaml: competesWth: no such relation in kg\.ttl: declare it"),
        (entry() + "  over: [beats]\n", r"a\.yaml: competesWith: over: no such relation: beats"),
        (
            entry("{verb: vie, role: {}, roles: {subject: subject, object: with}}"),
            r"a\.yaml: competesWith: frame 1: unknown key role: use .*roles",
        ),
        (
            entry("{roles: {subject: subject, object: with}}"),
            r"a\.yaml: competesWith: frame 1: give exactly one trigger: verb, noun, adj, name, demonym",
        ),
        (
            entry("{verb: vie, noun: rival, roles: {subject: subject, object: with}}"),
            r"a\.yaml: competesWith: frame 1: give exactly one trigger",
        ),
        (entry("{verb: vie}"), r"a\.yaml: competesWith: frame 1: roles needs subject and object"),
        (
            entry("{verb: vie, roles: {subject: subject}}"),
            r"a\.yaml: competesWith: frame 1: roles needs subject and object",
        ),
        (
            entry("{verb: vie, roles: {subject: subject, object: with, third: on}}"),
            r"a\.yaml: competesWith: frame 1: roles needs subject and object, and nothing else",
        ),
        (
            entry("{verb: vie, roles: {subject: subject, object: with}, types: {subject: [Cuntry]}}"),
            r"a\.yaml: competesWith: frame 1: no such class in kg\.ttl: Cuntry",
        ),
        (
            entry("{name: Compny, roles: {subject: self, object: with}}"),
            r"a\.yaml: competesWith: frame 1: no such class in kg\.ttl: Compny",
        ),
        (
            entry("{verb: vie, roles: {subject: subject, object: with}, polarity: denied}"),
            r"a\.yaml: competesWith: frame 1: polarity or modality",
        ),
        (
            entry("{verb: vie, roles: {subject: subject, object: with}, modality: maybe}"),
            r"a\.yaml: competesWith: frame 1: polarity or modality",
        ),
        (
            entry(FRAME + "\n    - {verb: vie}"),
            r"a\.yaml: competesWith: frame 2: roles needs",
        ),
        ("competesWith: [\n", r"a\.yaml:\d+: "),
    ],
)
def test_mistakes_are_named_with_file_relation_and_frame(load, content, message):
    with pytest.raises(OntologyError, match=message):
        load(content)


def test_a_relation_in_two_files_names_both(load):
    with pytest.raises(OntologyError, match=r"b\.yaml: competesWith: stands in a\.yaml already: keep one entry"):
        load(entry(), entry())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("competesWith:\n  object: [Agent]\n  frames: []\n", id="no subject types"),
        pytest.param("competesWith:\n", id="empty entry"),
        pytest.param(entry("{verb: '', roles: {subject: subject, object: with}}"), id="empty trigger"),
        pytest.param("- competesWith\n", id="no mapping"),
    ],
)
def test_malformed_entries_are_refused(load, content):
    with pytest.raises(OntologyError, match=r"a\.yaml"):
        load(content)


def test_a_role_that_yaml_reads_as_true_is_refused(load):
    frame = "{verb: go, with: {on: sale}, roles: {subject: subject, object: object}}"
    with pytest.raises(OntologyError, match=r"a\.yaml: competesWith: frame 1: a role is no string"):
        load(entry(frame))
