"""Finds the place of a syntax error from what Oxigraph's parser says.

The parser names the furthest place that it looked at, which for a keyword is where the keyword would have ended: for
`{ ?s ?p }` it says "error at 1:25: expected one of LATERAL, SERVICE", seven characters after `?s`. The furthest place
where something was expected to begin is therefore the place named, less the length of the shortest keyword. That is
where the mistake is, or the start of the phrase that holds it.
"""

from __future__ import annotations

import re

__all__ = ["PADDING", "explain"]

PADDING = "\n" + " " * 20
"""To be appended to a query, so that keywords are not compared with the end of the text, which hides all places."""

_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CLASS = re.compile(r"\[(?:'(?:\\.[^']*|[^'])'|[^\]'])*\]")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_NAME = re.compile(r"(?:<[^<>]*>|[\w.-]*:[\w.:%-]*)$")
_KEYWORD = re.compile(r"[A-Z_]{2,}")


def explain(sparql: str, message: str) -> str:
    """Return what is wrong with a query, the line, and a caret under the column, both counted from 1.

    >>> print(explain("SELECT * { ?s ?p }", "error at 1:19: expected one of LATERAL, SERVICE"))
    malformed SPARQL at line 1, column 12: cannot make sense of it from here on
      SELECT * { ?s ?p }
                 ^
    """
    place = _PLACE.match(message)
    if place is None:
        return f"malformed SPARQL: {message}"
    wanted = [item.strip() for item in _QUOTED.sub("", _CLASS.sub("", place[3])).split(",")]
    keywords = [item for item in wanted if _KEYWORD.fullmatch(item)]
    problems = [item for item in wanted if " " in item]
    marks = [mark.replace("\\\\", "") for mark in _QUOTED.findall(_CLASS.sub("", place[3]))]
    classes = [mark for mark in _CLASS.findall(place[3]) if mark != "[_]"]

    lines = re.split(r"\r\n|\n|\r", sparql + PADDING)
    offset = sum(len(line) + 1 for line in lines[: int(place[1]) - 1]) + int(place[2]) - 1
    if keywords and not (problems or marks or classes):
        offset -= min(map(len, keywords))
    text = "\n".join(lines)
    ended = not text[offset:].strip()
    offset = min(offset, len(text.rstrip()))
    if problems:
        what = problems[0][0].lower() + problems[0][1:] if problems[0][1].islower() else problems[0]
        if name := _NAME.search(text, 0, offset):
            what, offset = f"{what}: {name[0]}", name.start()
    elif ended:
        what = "it breaks off here"
    elif marks and not keywords and not classes:
        what = "expected " + " or ".join(dict.fromkeys(marks))
    else:
        what = "cannot make sense of it from here on"
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1)
    caret = re.sub(r"[^\t]", " ", lines[line][:column]) + "^"
    return f"malformed SPARQL at line {line + 1}, column {column + 1}: {what}\n  {lines[line]}\n  {caret}"
