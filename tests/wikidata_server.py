"""A server on the loopback that answers as https://www.wikidata.org/w/api.php does, as far as the client asks."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HUAWEI = ("Q160120", "Huawei", "Chinese technology company", ["Huawei Technologies"], ["Q891723"])
HUAWEI_PAGE = ("Q999001", "Huawei", "Wikimedia disambiguation page", [], ["Q4167410"])
ACME = ("Q42001", "Acme Chips", "chip maker", ["Acme Chips Holding Inc.", "ACH"], ["Q4830453"])
ACME_TOWN = ("Q42002", "Acme Chips", "town in Nowhere", [], ["Q515"])
ACME_WHAT = ("Q42003", "Acme Chips", "", [], [])


class WikidataServer:
    """Use in a `with` statement. `requests` are the parameters that came, `trouble` what to answer with first."""

    def __init__(self, *items):
        self.items = {item[0]: item for item in items or (HUAWEI, HUAWEI_PAGE, ACME, ACME_TOWN, ACME_WHAT)}
        self.requests = []
        self.agents = []
        self.trouble = []

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
                outer.requests.append(asked)
                outer.agents.append(self.headers["User-Agent"])
                status, headers, body = outer.trouble.pop(0) if outer.trouble else (200, {}, outer.answer(asked))
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/w/api.php"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, asked):
        if asked.get("action") == "wbsearchentities":
            return self._search(asked)
        if asked.get("action") == "wbgetentities":
            if len(asked["ids"].split("|")) > 50:
                return {"error": {"code": "toomanyvalues", "info": "Too many values supplied."}}
            return {"entities": {id_: self._entity(id_) for id_ in asked["ids"].split("|")}, "success": 1}
        return {"error": {"code": "badvalue", "info": 'Unrecognized value for parameter "action".'}}

    def _search(self, asked):
        found = [
            item
            for item in self.items.values()
            if any(name.lower().startswith(asked["search"].lower()) for name in (item[1], *item[3]))
        ]
        return {
            "searchinfo": {"search": asked["search"]},
            "search": [
                {
                    "id": id_,
                    "title": id_,
                    "pageid": 1,
                    "concepturi": f"http://www.wikidata.org/entity/{id_}",
                    "repository": "wikidata",
                    "url": f"//www.wikidata.org/wiki/{id_}",
                    "label": label,
                    "description": description,
                    "match": {"type": "label", "language": "en", "text": label},
                }
                for id_, label, description, _, _ in found[: int(asked["limit"])]
            ],
            "success": 1,
        }

    def _entity(self, id_):
        if id_ not in self.items:
            return {"id": id_, "missing": ""}
        _, label, description, aliases, kinds = self.items[id_]
        return {
            "type": "item",
            "id": id_,
            "labels": {"en": {"language": "en", "value": label}, "zh": {"language": "zh", "value": f"{label}公司"}},
            "descriptions": {"en": {"language": "en", "value": description}} if description else {},
            "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else {},
            "claims": {
                "P31": [
                    {
                        "mainsnak": {
                            "snaktype": "value",
                            "property": "P31",
                            "datavalue": {
                                "value": {"entity-type": "item", "numeric-id": int(kind[1:]), "id": kind},
                                "type": "wikibase-entityid",
                            },
                            "datatype": "wikibase-item",
                        },
                        "type": "statement",
                        "id": f"{id_}$1",
                        "rank": "normal",
                    }
                    for kind in kinds
                ]
                + [
                    {
                        "mainsnak": {"snaktype": "somevalue", "property": "P31", "datatype": "wikibase-item"},
                        "type": "statement",
                        "id": f"{id_}$2",
                        "rank": "normal",
                    }
                ]
            },
        }
