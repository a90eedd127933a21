"""The judgements of a store: who decided that two identifiers stand for one entity, for two, or that it is open.

They stand beside the database, in `judgements.jsonl`, a line each in the order in which they were made; of a pair, the
last one holds. They are no part of the graph, which shows only what follows from them: what is merged and split again
leaves the graph as it was, and the record still says who did it and when. The file can be read, kept under version
control, and carried to another store (`kg review --file`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any, Literal, TypeAlias, cast, get_args

from kg.errors import StoreError
from kg.store.record import Record

__all__ = ["VERDICTS", "Judgement", "JudgementLog", "Verdict"]

Verdict: TypeAlias = Literal["positive", "negative", "unsure"]
"""One entity, two entities, or nobody can tell."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody decided of two identifiers. It holds in either direction."""

    left: str
    """IRI of an entity."""
    right: str
    """IRI of another one, or of an item of Wikidata."""
    verdict: Verdict
    by: str
    """Name of the person or program that decided."""
    at: datetime
    """When, in UTC."""
    score: float | None = None
    """How likely the proposal seemed, from 0 to 1, if there was one."""
    note: str = ""
    names: tuple[str, ...] = ()
    """Names that the entity has elsewhere and that come with the judgement."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two IRIs in order."""
        return (min(self.left, self.right), max(self.left, self.right))

    def as_json(self) -> dict[str, Any]:
        """Return the judgement as a line of the file."""
        given: dict[str, Any] = {
            "left": self.left,
            "right": self.right,
            "verdict": self.verdict,
            "by": self.by,
            "at": self.at.astimezone(UTC).isoformat(),
        }
        if self.score is not None:
            given["score"] = round(self.score, 3)
        if self.note:
            given["note"] = self.note
        if self.names:
            given["names"] = list(self.names)
        return given

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Judgement:
        """Return the judgement of a line. Raises ValueError that says what is wrong with it."""
        for name in ("left", "right", "verdict", "by", "at"):
            if not isinstance(data.get(name), str) or not data[name].strip():
                raise ValueError(f"{name} is missing: give it as a string")
        if data["verdict"] not in VERDICTS:
            raise ValueError(f"verdict {data['verdict']!r} is none of {', '.join(VERDICTS)}")
        if data["left"] == data["right"]:
            raise ValueError("left and right are the same: give two")
        score, names = data.get("score"), data.get("names", [])
        if score is not None and (isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1):
            raise ValueError(f"score {score!r} is no number from 0 to 1")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("names is no list of strings")
        if not isinstance(data.get("note", ""), str):
            raise ValueError("note is no string")
        at = datetime.fromisoformat(data["at"])
        return cls(
            left=data["left"],
            right=data["right"],
            verdict=cast(Verdict, data["verdict"]),
            by=data["by"],
            at=at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC),
            score=score,
            note=data.get("note", ""),
            names=tuple(names),
        )


class JudgementLog:
    """The judgements of a store, in the record that holds them."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def read(self) -> list[Judgement]:
        """Return the judgements in the order in which they were made.

        Raises StoreError that names the line if one cannot be read.
        """
        found = []
        for number, line in enumerate(StringIO(self.record.read()), start=1):
            try:
                data = json.loads(line)
                if not isinstance(data, dict):
                    raise ValueError("is no JSON object")
                found.append(Judgement.from_json(data))
            except ValueError as error:
                place = f"{self.record.name}:{number}"
                raise StoreError(f"{place}: {error}: correct the line, or take it out") from error
        return found

    def write(self, judgements: Iterable[Judgement]) -> None:
        """Put these judgements in place of all that are there. Raises StoreError if they cannot be written."""
        self.record.write("".join(f"{json.dumps(each.as_json(), ensure_ascii=False)}\n" for each in judgements))
