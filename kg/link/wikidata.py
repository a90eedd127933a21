"""Asks Wikidata's API for items: politely, with answers kept on disk.

Two of its modules are used, `wbsearchentities` and `wbgetentities`
(https://www.wikidata.org/w/api.php?action=help). One request at a time and a pause between; when the service is busy
(429, 5xx, or an error "maxlag") it is left alone for as long as it says
(https://www.mediawiki.org/wiki/API:Etiquette, https://www.mediawiki.org/wiki/Manual:Maxlag_parameter).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.errors import ConfigError, KgError
from kg.ids import content_hash

if TYPE_CHECKING:
    import httpx

__all__ = ["API", "Item", "Wikidata"]

API = "https://www.wikidata.org/w/api.php"
_BATCH = 50
"""Items that the API gives at a time."""
_TRIES = 5
_LONGEST_WAIT = 120.0
"""Seconds beyond which the service is not waited for."""
_LONGEST_QUERY = 250
"""Characters that the API searches for at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of Wikidata, as far as it matters here."""

    id: str
    """Such as "Q160120"."""
    label: str
    description: str
    names: tuple[str, ...]
    """Label and aliases in the languages asked for, each once."""
    instance_of: tuple[str, ...]
    """Items that it is an instance of (P31)."""


class Wikidata:
    """A client of the API. Use it in a `with` statement."""

    def __init__(
        self,
        *,
        url: str = API,
        cache: Path,
        contact: str = "",
        languages: Sequence[str] = ("en",),
        pause: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`cache` is a folder for the answers, `contact` an address for the User-Agent, `pause` is in seconds.

        Raises ConfigError if the extra `enrich` is not installed.
        """
        try:
            import httpx
        except ImportError as error:
            raise ConfigError("asking Wikidata needs httpx: pip install 'tech-rivalry-kg[enrich]'") from error
        self.url = url
        self.languages = tuple(languages)
        self._cache = cache
        self._pause = pause
        self._sleep = sleep
        self._busy_until = 0.0
        about = "; ".join(filter(None, ("https://w3id.org/tech-rivalry/", contact)))
        self._http = httpx.Client(
            headers={"User-Agent": f"tech-rivalry-kg/{__version__} ({about}) httpx/{httpx.__version__}"},
            timeout=30,
            follow_redirects=True,
        )

    def __enter__(self) -> Wikidata:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def search(self, name: str, *, limit: int = 5) -> list[str]:
        """Return the ids of the items that the API finds for a name, best first.

        Raises KgError if the service cannot be reached, stays busy, or refuses.
        """
        answer = self._ask(
            action="wbsearchentities",
            search=name[:_LONGEST_QUERY],
            language=self.languages[0],
            uselang=self.languages[0],
            type="item",
            limit=str(limit),
        )
        return [str(found["id"]) for found in answer.get("search", ()) if isinstance(found.get("id"), str)]

    def items(self, ids: Iterable[str]) -> dict[str, Item]:
        """Return the items with these ids; those that do not exist are left out. Raises KgError as `search` does."""
        wanted = sorted(set(ids))
        found: dict[str, Item] = {}
        for start in range(0, len(wanted), _BATCH):
            answer = self._ask(
                action="wbgetentities",
                ids="|".join(wanted[start : start + _BATCH]),
                props="labels|descriptions|aliases|claims",
                languages="|".join(self.languages),
            )
            for id_, data in answer.get("entities", {}).items():
                if "missing" not in data:
                    found[id_] = self._item(id_, data)
        return found

    def _item(self, id_: str, data: Mapping[str, Any]) -> Item:
        def values(kind: str) -> Iterator[str]:
            for language in self.languages:
                entry = data.get(kind, {}).get(language, ())
                for each in entry if isinstance(entry, list) else [entry] if entry else []:
                    yield each["value"]

        labels = list(values("labels"))
        statements = data.get("claims", {}).get("P31", ())
        return Item(
            id=id_,
            label=labels[0] if labels else id_,
            description=next(values("descriptions"), ""),
            names=tuple(dict.fromkeys([*labels, *values("aliases")])),
            instance_of=tuple(
                each["mainsnak"]["datavalue"]["value"]["id"]
                for each in statements
                if each.get("rank") != "deprecated" and "datavalue" in each.get("mainsnak", {})
            ),
        )

    def _ask(self, **parameters: str) -> dict[str, Any]:
        """Return the answer to a request, from disk if it was asked before."""
        file = (
            self._cache / f"{content_hash(self.url, *(f'{key}={parameters[key]}' for key in sorted(parameters)))}.json"
        )
        with suppress(OSError, ValueError):  # not there, or cut off: ask again
            kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            return kept
        answer = self._fetch({**parameters, "format": "json", "formatversion": "1", "maxlag": "5"})
        self._cache.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".draft")
        draft.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        draft.replace(file)
        return answer

    def _fetch(self, parameters: dict[str, str]) -> dict[str, Any]:
        import httpx

        trouble = ""
        for attempt in range(_TRIES):
            self._sleep(max(0.0, self._busy_until - time.monotonic()))
            wait = float(2**attempt)
            try:
                response = self._http.get(self.url, params=parameters)
                self._busy_until = time.monotonic() + self._pause
                if response.status_code == 429 or response.status_code >= 500:
                    trouble, wait = f"status {response.status_code}", _retry_after(response, wait)
                elif response.status_code >= 400:
                    raise KgError(f"{self.url}: status {response.status_code}: check --url")
                else:
                    answer = response.json()
                    if not isinstance(answer, dict):
                        raise ValueError("no JSON object")
                    error = answer.get("error")
                    if error is None:
                        return answer
                    if error.get("code") != "maxlag":
                        raise KgError(f"{self.url}: {error.get('code')}: {error.get('info')}")
                    trouble, wait = f"busy: {error.get('info')}", _retry_after(response, wait)
            except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
                raise KgError(f"{self.url}: is no address of a web service: {error}: check --url") from error
            except httpx.TransportError as error:
                trouble = str(error) or type(error).__name__
            except ValueError as error:
                raise KgError(f"{self.url}: does not answer as Wikidata's API does: {error}: check --url") from error
            if wait > _LONGEST_WAIT:
                raise KgError(f"{self.url}: {trouble}: asks to wait {wait:,.0f} s: try again later")
            self._busy_until = time.monotonic() + max(wait, self._pause)
        raise KgError(f"{self.url}: {trouble}, {_TRIES} times: try again later, or check the network and --url")


def _retry_after(response: httpx.Response, default: float) -> float:
    """Return the seconds that an answer asks to wait (RFC 9110, section 10.2.3), or the default."""
    given = response.headers.get("Retry-After", "")
    if given.isdigit():
        return float(given)
    with suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds())
    return default
