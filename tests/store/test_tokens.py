"""SPARQL in tokens: what a FROM is, and texts that no end is found to."""

from __future__ import annotations

import pytest

from kg.store.tokens import TOKEN, names_graphs


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT * FROM doc:d1 { ?s ?p ?o }", True),
        ("select * from<http://a.test/>{?s ?p ?o}", True),
        ("ASK FROM NAMED doc:d1 { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT * { ?s ?p ?from }", False),
        ('SELECT * { ?s ?p """FROM" doc:d1""" }', False),
        ("SELECT * { ?s a:FROM ?o } # FROM doc:d1", False),
        ("SELECT * { ?s <http://a.test/FROM> ?o }", False),
    ],
)
def test_from(sparql, expected):
    assert names_graphs(sparql) is expected


@pytest.mark.parametrize("text", ['"\\' * 40_000, "1." * 40_000, "-." * 40_000])
def test_text_without_an_end_is_one_token(text):
    """It is read once, and not once from each of its characters."""
    assert [token[0] for token in TOKEN.finditer(text)] == [text]
