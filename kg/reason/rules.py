"""The rules: `ontology/rules/*.rq`, SPARQL CONSTRUCT under a header of comments with an example that the tests run.

    # title: What a parent's country says of its parts
    # description: One paragraph. A line that begins with more blanks
    #   continues the one above.
    # example:
    #   ent:a kg:controlledBy ent:b . ent:b kg:country ent:c .
    #   =>
    #   ent:a kg:controlledFrom ent:c .
    CONSTRUCT { ?part kg:controlledFrom ?country }
    WHERE { ?part kg:controlledBy ?whole . ?whole kg:country ?country }

Prefixes need no declaration. A rule sees all triples once, whatever graphs they stand in. It may use triple patterns,
FILTER, BIND, VALUES, and OPTIONAL for what no rule concludes: what asks for the absence or the number of something
would be wrong as soon as another rule adds to it. Each triple of its pattern that must hold is a premise of what it
concludes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.config import settings
from kg.errors import OntologyError
from kg.resources import ontology_files
from kg.store.terms import prefixes

__all__ = ["Pattern", "Rule", "Slot", "parse_rule", "rules"]

Slot: TypeAlias = "ox.NamedNode | ox.Literal | str"
"""A term, or the name of a variable."""
Pattern: TypeAlias = tuple[Slot, Slot, Slot]

_HEAD = re.compile(r"#[ \t]?(title|description|example):[ \t]*(.*)")
_MORE = re.compile(r"#[ \t]{2,}(\S.*)")
_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{[^{}]*\}\s*WHERE\b", re.IGNORECASE)
_PARTS = frozenset({"BGP", "Join", "Filter", "Extend", "ToMultiSet", "values", "LeftJoin", "Project"})
"""What a pattern may be made of, by the names of rdflib's algebra."""
_ABSENCE = "Builtin_NOTEXISTS"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, ready to be applied."""

    name: str
    title: str
    description: str
    given: str
    """Turtle without prefixes: what the example starts from."""
    expected: str
    """Turtle without prefixes: what it must conclude from it."""
    select: str
    """A query for the variables of conclusions and premises."""
    conclusions: tuple[Pattern, ...]
    premises: tuple[Pattern, ...]
    optional: frozenset[str]
    """IRIs of the properties in its OPTIONAL parts, which no rule may conclude."""


def rules() -> tuple[Rule, ...]:
    """Return the rules of the ontology, by name. Raises OntologyError that names the file if one is malformed."""
    base = settings().base_iri
    found = tuple(_read(file, base) for file in ontology_files("rules", "*.rq"))
    concluded = {str(pattern[1]).strip("<>"): rule.name for rule in found for pattern in rule.conclusions}
    for rule in found:
        for name in rule.optional & concluded.keys():
            raise OntologyError(f"rule {rule.name}: {name} is OPTIONAL, but {concluded[name]} concludes it: require it")
    return found


@cache
def _read(file: Path, base: str) -> Rule:
    try:
        return parse_rule(file.read_text(encoding="utf-8"), file, base=base)
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{file}: cannot be read: {error}") from error


def parse_rule(text: str, file: Path, *, base: str) -> Rule:
    """Return the rule in a text. `file` is where it came from.

    Raises OntologyError if the header lacks something, or if the query is none or uses what a rule may not.
    """
    head = _header(text, file)
    algebra = _algebra(text, file, base)
    found = _TEMPLATE.search(text)
    if found is None:
        raise OntologyError(f"{file}: is no rule: write CONSTRUCT {{ ... }} WHERE {{ ... }}")
    conclusions = tuple(_pattern(triple, file) for triple in algebra.template)
    premises = tuple(_pattern(triple, file) for triple in _triples(algebra.p, file) if _plain(triple))
    optional = {str(triple[1]) for triple in _triples(algebra.p, file, optional=True)}
    names = sorted({slot for triple in (*conclusions, *premises) for slot in triple if isinstance(slot, str)})
    given, arrow, expected = head["example"].partition("=>")
    if not (arrow and given.strip() and expected.strip()):
        raise OntologyError(f"{file}: the example needs triples, a line with =>, and triples that follow")
    return Rule(
        name=file.stem,
        title=head["title"],
        description=head["description"],
        given=given.strip(),
        expected=expected.strip(),
        select=_TEMPLATE.sub(f"SELECT DISTINCT {' '.join(f'?{name}' for name in names)} WHERE", text, count=1),
        conclusions=conclusions,
        premises=premises,
        optional=frozenset(optional),
    )


def _header(text: str, file: Path) -> dict[str, str]:
    entries: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if entry := _HEAD.fullmatch(line.rstrip()):
            last = entry[1]
            entries[last] = entry[2]
        elif last and (more := _MORE.fullmatch(line.rstrip())):
            entries[last] = f"{entries[last]}{chr(10) if last == 'example' else ' '}{more[1]}".strip()
    if missing := [name for name in ("title", "description", "example") if not entries.get(name)]:
        raise OntologyError(f"{file}: the comments at its head lack {' and '.join(missing)}: write # {missing[0]}: ...")
    return entries


def _algebra(text: str, file: Path, base: str) -> Any:
    """Return rdflib's algebra of the query, of which all parts are allowed."""
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(text, initNs=prefixes(base)).algebra
    except Exception as error:  # rdflib's parser raises whatever pyparsing does
        raise OntologyError(f"{file}: is no SPARQL: {' '.join(str(error).split())}") from error
    if algebra.name != "ConstructQuery":
        raise OntologyError(f"{file}: is no rule: write CONSTRUCT {{ ... }} WHERE {{ ... }}")
    if _asks_absence(algebra):
        raise OntologyError(f"{file}: a rule may not use NOT EXISTS: it may use patterns, FILTER, BIND and VALUES")
    return algebra


def _asks_absence(part: Any) -> bool:
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(part, CompValue):
        return part.name == _ABSENCE or any(map(_asks_absence, part.values()))
    return isinstance(part, list | tuple) and any(map(_asks_absence, part))


def _triples(part: Any, file: Path, *, optional: bool = False, within: bool = False) -> Iterator[Any]:
    """Yield the triple patterns that must hold, or those that need not; `within` tells that `part` is one of these."""
    if part.name not in _PARTS:
        raise OntologyError(f"{file}: a rule may not use {part.name}: it may use patterns, FILTER, BIND and VALUES")
    if part.name == "BGP" and optional == within:
        yield from part.triples
    for name in ("p", "p1", "p2"):
        if name in part:
            beyond = within or (part.name == "LeftJoin" and name == "p2")
            yield from _triples(part[name], file, optional=optional, within=beyond)


def _plain(triple: Any) -> bool:
    """Return whether the predicate is a term or a variable: of a path, no single triple is the premise."""
    from rdflib.paths import Path as PropertyPath

    return not isinstance(triple[1], PropertyPath)


def _pattern(triple: Any, file: Path) -> Pattern:
    subject, predicate, value = (_slot(term, file) for term in triple)
    return subject, predicate, value


def _slot(term: Any, file: Path) -> Slot:
    from rdflib import Literal, URIRef, Variable

    if isinstance(term, Variable):
        return str(term)
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    raise OntologyError(f"{file}: a rule may not use blank nodes: give {term} the name of a variable")
