"""Refuses queries that reach beyond the store: SERVICE, foreign FROM, updates, and those that are too long.

The text is read in the tokens of the SPARQL 1.1 grammar (https://www.w3.org/TR/sparql11-query/#sparqlGrammar), so that
strings, comments, IRIs and prefixed names may hold these words. Servers differ in how they split a text: Oxigraph asks
for no blank after a keyword, reads `SERVICEx:y` as `SERVICE x:y`, and takes `<` for "less than" where the grammar's
longest match is an IRI, as in `FILTER(?a<'>')`. Where a text can be read in two ways, both are followed, and what one
of them refuses is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from urllib.parse import urljoin

from kg.errors import QueryError
from kg.ids import DEFAULT_BASE
from kg.store.terms import prefixes

__all__ = ["MAX_LENGTH", "guard"]

MAX_LENGTH = 100_000
"""Bytes of a query, in UTF-8, that are taken unless another limit is given."""

_BASE_CHARS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)  # PN_CHARS_BASE
_WORD_CHARS = f"{_BASE_CHARS}_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CHARS = rf"{_WORD_CHARS}\-"  # PN_CHARS
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"  # PLX
_TOKEN = re.compile(
    rf"""
      (?P<blank>[ \t\r\n]+)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<string>\"{{3}}(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"{{3}} | '{{3}}(?:(?:'|'')?(?:[^'\\]|\\.))*'{{3}}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$][{_WORD_CHARS}]+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?P<space>_|[{_BASE_CHARS}](?:[{_CHARS}.]*[{_CHARS}])?)?:
        (?:(?:[{_BASE_CHARS}_:0-9]|{_ESCAPED})(?:(?:[{_CHARS}:]|{_ESCAPED}|\.+(?=[{_CHARS}:%\\]))*))?)
    | (?P<word>[{_WORD_CHARS}]+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_DECLARATION = re.compile(r"(?:(?P<prefix>PREFIX)|(?P<base>BASE)|VERSION)\b", re.IGNORECASE | re.ASCII)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})


def guard(sparql: str, *, base: str = DEFAULT_BASE, max_length: int = MAX_LENGTH) -> None:
    """Return nothing if the query asks of this store alone; raise QueryError, with line and column, if not.

    Refused are SERVICE, FROM and FROM NAMED of graphs whose IRIs do not begin with `base`, updates, and queries of more
    than `max_length` bytes in UTF-8. Nothing else is checked: a query that passes may still be malformed. The
    prefixes of `kg.store.terms.prefixes` count as declared.

    >>> guard("SELECT ?s { ?s rdfs:label 'SERVICE <http://a.test/> {}' } # FROM <file:///etc/passwd>")
    >>> guard("SELECT * { SERVICE <http://a.test/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: line 1, column 12: SERVICE is refused: the query may ask this store alone: drop that part
    """
    length = len(sparql.encode("utf-8", "surrogatepass"))
    if length > max_length:
        raise QueryError(f"the query has {length:,} bytes, more than the {max_length:,} that are taken: shorten it")
    _Scan(sparql, base).run()
    decoded = _ESCAPE.sub(_character, sparql)
    if decoded != sparql:  # section 19.2: escapes count wherever they stand, though not every server takes them so
        _Scan(decoded, base).run()


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]


class _Scan:
    """One reading of a query, or all of them where there are several."""

    def __init__(self, text: str, base: str) -> None:
        self.text = text
        self.base = base
        self.spaces = prefixes(base)
        self.relative_to = ""
        self.line_ends = [match.start() for match in re.finditer(r"[\r\n]", text)]

    def run(self) -> None:
        start = self.prologue()
        first = self.token(start)
        if first and first.lastgroup == "word" and first[0].upper() in _UPDATES:
            raise self.refusal(first, f"{first[0].upper()} is refused: a query changes nothing: begin with SELECT")
        # What the token before was tells whether "<" may be an operator. Each place is read once for each of these.
        waiting, seen = [(start, "")], set()
        while waiting:
            place = waiting.pop()
            while place not in seen and (token := self.token(place[0])):
                seen.add(place)
                if token.lastgroup == "iri" and place[1] == "operand" and not _ABSOLUTE.match(token[0]):
                    waiting.append((token.start() + 1, "cut"))
                self.check(token, place[1])
                place = (token.end(), _kind(token))

    def token(self, position: int) -> re.Match[str] | None:
        """Return the next token that is no blank and no comment; None at the end, or at a string that has none."""
        while token := _TOKEN.match(self.text, position):
            if token[0] == "#":
                line = bisect_left(self.line_ends, position)
                position = self.line_ends[line] if line < len(self.line_ends) else len(self.text)
            elif token.lastgroup == "blank":
                position = token.end()
            elif token[0] in {"'", '"'}:
                return None
            else:
                return token
        return None

    def prologue(self) -> int:
        """Take note of base and prefixes; return the position after them."""
        position = 0
        while (token := self.token(position)) and token.lastgroup == "word":
            declared = _DECLARATION.fullmatch(token[0])
            name = self.token(token.end())
            if declared is None or name is None:
                break
            value = name
            if declared["prefix"]:
                if name["name"] is None or not name[0].endswith(":"):
                    break
                value = self.token(name.end()) or name
            if value.lastgroup == ("string" if not declared["prefix"] and not declared["base"] else "iri"):
                if declared["prefix"]:
                    self.spaces[name[0][:-1]] = self.absolute(value[0])
                elif declared["base"]:
                    self.relative_to = self.absolute(value[0])
                position = value.end()
            else:
                break
        return position

    def absolute(self, iri: str) -> str:
        iri = _ESCAPE.sub(_character, iri[1:-1])
        return iri if _SCHEME.match(iri) else urljoin(self.relative_to, iri)

    def check(self, token: re.Match[str], before: str) -> None:
        """Raise QueryError if the token begins what is refused. `before` is the kind of the one before it."""
        if token["word"]:
            word = token["word"].upper()
            if before == "cut":  # what follows "<" or "/" is an operand
                return
            if "SERVICE" in word:
                raise self.service(token)
            if "FROM" in word:
                self.check_graph(token, self.token(token.end()), named="NAMED" in word)
        elif token["space"]:
            space = token["space"].upper()
            follows = self.token(token.end())
            opens = follows is not None and follows[0].upper() in {"{", "WHERE"}
            # A prefix may have such a name, but then no group follows, unless the name is that of a graph.
            odd = token["space"] not in self.spaces or (opens and before not in {"GRAPH", "FROM", "NAMED", "DESCRIBE"})
            if odd and "SERVICE" in space:
                raise self.service(token)
            if odd and "FROM" in space:
                raise self.refusal(token, "FROM is refused here: write a blank after it, and WHERE before the group")

    def service(self, token: re.Match[str]) -> QueryError:
        return self.refusal(token, "SERVICE is refused: the query may ask this store alone: drop that part")

    def check_graph(self, clause: re.Match[str], token: re.Match[str] | None, *, named: bool) -> None:
        """Raise QueryError unless a graph of this store is what the clause names."""
        if token and not named and token["word"] and token["word"].upper() == "NAMED":
            self.check_graph(clause, self.token(token.end()), named=True)
            return
        iri = None
        if token and token.lastgroup == "iri":
            iri = self.absolute(token[0])
        elif token and token["name"]:
            space, _, local = token["name"].partition(":")
            if space in self.spaces and (named or not space.upper().startswith("NAMED")):
                iri = self.spaces[space] + re.sub(r"\\(.)", r"\1", local)
        if iri is None or not iri.startswith(self.base):
            named_graph = f"<{iri}>" if iri else token[0] if token else "nothing"
            raise self.refusal(
                clause,
                f"FROM {named_graph} is refused: it is no graph of this store, whose graphs begin with {self.base}: "
                "name one of these, or drop FROM to search all",
            )

    def refusal(self, token: re.Match[str], what: str) -> QueryError:
        before = re.split(r"\r\n|\n|\r", self.text[: token.start()])
        return QueryError(f"line {len(before)}, column {len(before[-1]) + 1}: {what}")


def _kind(token: re.Match[str]) -> str:
    """Return what matters of a token for the next one."""
    if token["word"]:
        word = token["word"].upper()
        if word in {"GRAPH", "FROM", "NAMED", "DESCRIBE"}:
            return word
        return "operand" if word[0].isdigit() or word.endswith(("TRUE", "FALSE")) else ""
    if token["mark"]:
        return {")": "operand", "]": "operand", ".": "operand", "<": "cut", "/": "cut"}.get(token[0], "")
    return "operand"
