"""SPARQL in tokens, as far as they matter where a query is changed or asked what it names."""

from __future__ import annotations

import re

__all__ = ["TOKEN", "names_graphs"]

TOKEN = re.compile(
    r"""
      <[^<>"{}|^`\\\x00-\x20]*+>                               # IRI
    | \#[^\n\r]*+                                              # comment
    | \"{3}(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"{3} | '{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'
    | ["'].*                                                   # a string that does not end, and all that follows
    | [?$](?P<variable>\w++)
    | [\w.-]*+:(?:[\w.:%-]|\\.)*+                              # prefixed name
    | (?P<word>\w++)[\w.-]*+
    | [.-][\w.-]*+
    | (?P<bracket>[{}()])
    """,
    re.VERBOSE | re.DOTALL,
)
"""What is between tokens is operators and blanks. A token takes its whole run of letters, digits, points and hyphens,
so that a text is read in linear time, whatever it holds."""


def names_graphs(sparql: str) -> bool:
    """Return True if a query says with FROM which graphs it is about; if not, it is about all.

    >>> names_graphs("SELECT * FROM <http://a.test/> { ?s ?p ?o }")
    True
    >>> names_graphs("SELECT ?from { ?s ex:from 'FROM' } # FROM <http://a.test/>")
    False
    """
    return any((token["word"] or "").upper() == "FROM" for token in TOKEN.finditer(sparql))
