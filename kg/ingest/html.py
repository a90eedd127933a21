"""Web pages: the article's text and metadata without what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import InputError
from kg.ingest.decode import decode_html
from kg.ingest.records import Record, Skip

__all__ = ["read_html"]

# The date that the page states. The extensive search would guess one from any number on the page, and
# every "on Friday" would be counted from it.
_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}


def read_html(where: str, data: bytes) -> Iterator[Record | Skip]:
    """Yield the one article of a page, paragraphs parted by an empty line, or why there is none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Article

    try:
        page = decode_html(data)
    except InputError as error:
        yield Skip(where, str(error))
        return
    article = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    if not isinstance(article, Article) or not article.text:
        yield Skip(where, "no article found in the page")
        return
    fields = {
        "title": article.title,
        "published": article.date,
        "source": article.sitename,
        "url": article.url,
    }
    yield Record(where, article.text.replace("\n", "\n\n"), fields)
