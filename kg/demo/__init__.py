"""The demo articles: short texts in the manner of news agencies, on real events from 2022 to 2025.

They were written for this project and their publishers are invented; what they report is public record.
Each is a text file with YAML front matter: title, published, source, url and note.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

__all__ = ["demo_articles"]


def demo_articles() -> list[Path]:
    """Return the files of the demo articles, oldest first, from a checkout or an installed wheel.

    >>> demo_articles()[0].name
    '01-chips-act-signed.txt'
    """
    return sorted(Path(str(files(__name__) / "articles")).glob("*.txt"))
