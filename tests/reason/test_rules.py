"""The rules of the ontology do what their examples say; what a rule may not be is refused by file."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.ids import DEFAULT_BASE as BASE
from kg.reason import parse_rule, rules
from kg.reason.fixpoint import derive
from kg.store.terms import prefixes
from kg.vocab import ontology_graph

HEAD = "# title: T\n# description: D.\n# example:\n#   ent:a kg:bans ent:b .\n#   =>\n#   ent:b kg:bans ent:a .\n"
RULE = HEAD + "CONSTRUCT { ?b kg:bans ?a } WHERE { ?a kg:bans ?b }"


def triples(turtle: str) -> set[ox.Triple]:
    """Return the triples of Turtle without prefixes."""
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes().items())
    return {quad.triple for quad in ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)}


@pytest.fixture(scope="module")
def vocabulary() -> set[ox.Triple]:
    text = "".join(ontology_graph(file).serialize(format="nt") for file in ("kg.ttl", "alignments.ttl"))
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_example_of_the_rule_comes_out(rule, vocabulary):
    """Other rules may be needed on the way; the last step must be this one's."""
    found = derive(vocabulary | triples(rule.given), rules(), base=BASE)
    by_rule = {f"{each.conclusion} ." for each in found if each.rule == rule.name}
    assert {f"{triple} ." for triple in triples(rule.expected)} <= by_rule


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_rule_is_documented_and_has_grounds(rule, vocabulary):
    assert rule.title
    assert rule.description.endswith(".")
    found = derive(vocabulary | triples(rule.given), rules(), base=BASE)
    assert all(each.premises or each.records for each in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RULE.replace("# title: T\n", ""), "lack title: write # title"),
        (RULE.replace("#   =>\n", ""), "the example needs triples, a line with =>"),
        (HEAD + "SELECT ?a { ?a kg:bans ?b }", "is no rule: write CONSTRUCT"),
        (HEAD + "CONSTRUCT { ?b kg:bans ?a } WHERE { ?a kg:bans ", "is no SPARQL"),
        (HEAD + "CONSTRUCT { ?b kg:bans ?a } WHERE { ?a kg:bans ?b FILTER NOT EXISTS { ?b a ?c } }", "NOT EXISTS"),
        (HEAD + "CONSTRUCT { ?b kg:bans ?a } WHERE { ?a kg:bans ?b MINUS { ?b a ?c } }", "may not use Minus"),
        (HEAD + "CONSTRUCT { ?b kg:bans ?a } WHERE { { ?a kg:bans ?b } UNION { ?a kg:uses ?b } }", "not use Union"),
        (HEAD + "CONSTRUCT { ?b kg:bans [] } WHERE { ?a kg:bans ?b }", "may not use blank nodes"),
    ],
)
def test_what_is_no_rule_is_refused(text, message):
    with pytest.raises(OntologyError, match=message) as caught:
        parse_rule(text, Path("folder/bad.rq"), base=BASE)
    assert str(caught.value).startswith("folder/bad.rq: ")


def test_premises_are_the_triples_that_must_hold():
    text = HEAD + (
        "CONSTRUCT { ?b kg:bans ?a } WHERE { ?a kg:bans ?b . ?a rdf:type/rdfs:subClassOf* kg:Agent . "
        "OPTIONAL { ?b kg:roleTo ?to } FILTER EXISTS { ?a kg:uses ?b } FILTER (?a != ?b) }"
    )
    rule = parse_rule(text, Path("x.rq"), base=BASE)
    assert rule.premises == (("a", ox.NamedNode(f"{BASE}bans"), "b"),)
    assert rule.optional == {f"{BASE}roleTo"}
