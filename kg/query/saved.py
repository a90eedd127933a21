"""The saved queries: `ontology/queries/*.rq`, SPARQL under a header of comments.

    # title: What X restricts
    # description: One paragraph. A line that begins with more blanks
    #   continues the one above.
    # param actor: entity -- whose measures
    # param since: date = 2022-01-01 -- the first day
    # param target: entity = * -- left free if not given
    # columns: relation relationLabel target targetLabel

The name of the file is the name of the query. A parameter is the variable of its name. Prefixes need no declaration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from kg.errors import OntologyError, QueryError
from kg.query.names import suggest
from kg.query.parameters import KINDS, Kind, Parameter, ParameterError, resolve
from kg.query.results import Result
from kg.query.run import run
from kg.resources import ontology_files
from kg.store import Store

__all__ = ["SavedQuery", "parse", "read_query", "run_saved", "saved_queries", "saved_query"]

_ENTRY = re.compile(r"#[ \t]?(title|description|columns|param (\w+)):[ \t]*(.*)")
_CONTINUED = re.compile(r"#[ \t]{2,}(\S.*)")
_UNKNOWN = re.compile(r"#[ \t]?\w+( \w+)?:[ \t]")
_PARAMETER = re.compile(r"(\w+)(?:\s*=\s*(\*|\S.*?))?(?:\s+--\s+(.*))?")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with what one must know to ask it."""

    name: str
    sparql: str
    title: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] | None = None
    """None if it has no header, and so takes what it is given."""
    columns: tuple[str, ...] = ()

    def run(self, store: Store, parameters: Mapping[str, str] | None = None) -> Result:
        """Return what it finds. Raises QueryError if a parameter is wrong or the query cannot be carried out."""
        return run(store, self.sparql, resolve(store, self.parameters, parameters or {}))


@cache
def saved_queries() -> Mapping[str, SavedQuery]:
    """Return the saved queries of the ontology by name. Raises OntologyError that names file and line."""
    return MappingProxyType({file.stem: read_query(file) for file in ontology_files("queries", "*.rq")})


def saved_query(name: str) -> SavedQuery:
    """Return the saved query of this name. Raises ParameterError, with names that come close, if there is none."""
    found = saved_queries().get(name)
    if found is None:
        close = suggest(name, saved_queries())
        hint = f"did you mean {' or '.join(close)}?" if close else "see `kg query --list`"
        raise ParameterError(f"there is no saved query {name!r}: {hint}")
    return found


def run_saved(store: Store, name: str, **parameters: str) -> Result:
    """Return what a saved query finds: `run_saved(store, "restrictions", actor="United States")`."""
    return saved_query(name).run(store, parameters)


def read_query(file: Path) -> SavedQuery:
    """Return the query in a file. Raises QueryError if it cannot be read, OntologyError if its header is malformed."""
    try:
        return parse(file.read_text(encoding="utf-8"), file)
    except FileNotFoundError as error:
        raise QueryError(f"{file}: there is no such file: correct the name") from error
    except OSError as error:
        raise QueryError(f"{file}: cannot be read: {error.strerror}: name another file") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: is no text in UTF-8: save it as such") from error


def parse(text: str, file: Path) -> SavedQuery:
    """Return the query of a text, which may do without a header. `file` is where it came from.

    A byte-order mark, which some editors put first, is no part of it.
    Raises OntologyError that names file and line if the header is malformed.
    """
    text = text.removeprefix("\ufeff")
    entries: list[tuple[int, str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            break
        if entry := _ENTRY.fullmatch(line.rstrip()):
            entries.append((number, entry[1], entry[3]))
        elif entries and (more := _CONTINUED.fullmatch(line.rstrip())):
            start, key, value = entries[-1]
            entries[-1] = (start, key, f"{value} {more[1]}".strip())
        elif _UNKNOWN.match(line):
            raise OntologyError(f"{file}:{number}: unknown entry: write title, description, columns or param NAME")
    fields = {key: value for _, key, value in entries}
    parameters = tuple(
        _parameter(file, number, key.removeprefix("param "), value)
        for number, key, value in entries
        if key.startswith("param ")
    )
    return SavedQuery(
        name=file.stem,
        sparql=text,
        title=fields.get("title", ""),
        description=fields.get("description", ""),
        parameters=parameters if entries else None,
        columns=tuple(fields.get("columns", "").split()),
    )


def _parameter(file: Path, number: int, name: str, value: str) -> Parameter:
    found = _PARAMETER.fullmatch(value)
    if found is None or found[1] not in KINDS:
        raise OntologyError(
            f"{file}:{number}: parameter {name}: write TYPE, TYPE = DEFAULT or TYPE = * and -- what it "
            f"is, with a type of {', '.join(KINDS)}"
        )
    return Parameter(
        name=name,
        kind=cast(Kind, found[1]),
        description=found[3] or "",
        required=found[2] is None,
        default=None if found[2] in {None, "*"} else found[2],
    )
