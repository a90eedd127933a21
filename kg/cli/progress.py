"""What a command that reads articles shows meanwhile, and the list of what it skipped."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.cli.common import console

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from kg.errors import ExtractionError
    from kg.ingest import Skip
    from kg.model import Document

__all__ = ["Report", "reporting"]


class Report:
    """Shows on standard error what was skipped and, on a terminal, how far the run is."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self.skips: Counter[str] = Counter()
        """How many articles were left out, by kind; notices are not counted."""
        self.failed = False
        """True if something should have been read and was not: the run ends with status 1."""
        self._bar = bar
        self._task = task
        self._words = 0
        self._began = time.monotonic()

    def skipped(self, skip: Skip) -> None:
        """Print the reason, and count it."""
        notice = skip.kind == "notice"
        self._bar.console.print(f"{'notice' if notice else 'skipped'}: {skip.where}: {skip.reason}", soft_wrap=True)
        if not notice:
            self.skips[skip.kind] += 1
        if skip.kind in {"duplicate", "language"}:
            self._bar.advance(self._task)
        self.failed |= skip.failed

    def not_extracted(self, error: ExtractionError) -> None:
        """Print why a document that was read gave no claims, and count it."""
        self._bar.console.print(f"skipped: {error}", soft_wrap=True)
        self.skips["error"] += 1
        self.failed = True
        self._bar.advance(self._task)

    def note(self, line: str) -> None:
        """Print what the extractor reports of the run."""
        self._bar.console.print(line, soft_wrap=True)

    def done(self, document: Document, claims: int) -> None:
        """Count a document as done. `claims` is how many it gave; they are not shown here."""
        self._words += len(document.text.split())
        speed = self._words / max(time.monotonic() - self._began, 1e-9)
        self._bar.update(self._task, advance=1, speed=f"{speed:,.0f} words/s")


@contextmanager
def reporting(paths: Sequence[str], *, bar: bool = True) -> Iterator[Report]:
    """Give a report on reading the paths. The bar shows on a terminal only, and not at all if `bar` is false."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kg.ingest import count

    err = console(stderr=True)
    bar = bar and err.is_terminal
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    # Standard output stays the data's own: by default Rich would send it to the bar's console while the bar lives.
    with Progress(*columns, console=err, disable=not bar, transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("Reading", total=count(paths) if bar else None, speed="")
        yield Report(progress, task)
