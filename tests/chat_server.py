"""A server on the loopback that speaks as much of OpenAI's chat completions as the extractor uses, by a script."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

__all__ = ["ChatServer", "Reply", "answer", "claim", "serving"]


@dataclass
class Reply:
    """What the server sends for one request."""

    body: Any
    """Sent as JSON, or as it is if it is bytes."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before anything is sent."""


def answer(*claims: Any, content: str | None = None, usage: Any = None, **choice: Any) -> Reply:
    """Return a completion whose message holds these claims, or the content as it is."""
    text = json.dumps({"claims": claims}) if content is None else content
    message = {"role": "assistant", "content": text, **choice.pop("message", {})}
    usage = usage or {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    return Reply(
        {"object": "chat.completion", "choices": [{"message": message, "finish_reason": "stop", **choice}]}
        | ({"usage": usage} if usage != "none" else {})
    )


def claim(subject: str, relation: str, object_: str, evidence: str, kinds: str = "Company Company", /, **other: Any):
    """Return a claim as a model proposes it. `kinds` are the classes of subject and object."""
    first, second = kinds.split()
    proposed = {
        "evidence": evidence,
        "subject": {"mention": subject, "class": first},
        "relation": relation,
        "object": {"mention": object_, "class": second},
        "polarity": "affirmed",
        "modality": "actual",
        "attributed_to": None,
        "time": None,
    }
    return proposed | other


@dataclass
class ChatServer:
    """A running server."""

    url: str = ""
    script: list[Reply] = field(default_factory=list)
    """Replies to the next requests, in order. The last one is given ever after."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    """Bodies of the requests that came."""
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """When they came, in seconds of the monotonic clock."""
    under_way: int = 0
    most: int = 0
    """Most requests that were under way at the same time."""

    def texts(self) -> list[str]:
        """Return what the user's messages were."""
        return [request["messages"][-1]["content"] for request in self.requests]


@contextmanager
def serving(reply=None):
    """Give a running server. `reply` is called with the body of each request, in place of the script."""
    seen = ChatServer()
    lock = Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                seen.times.append(time.monotonic())
                seen.requests.append(body)
                seen.headers.append(dict(self.headers))
                seen.paths.append(self.path)
                seen.under_way += 1
                seen.most = max(seen.most, seen.under_way)
                if reply is None:
                    given = seen.script.pop(0) if len(seen.script) > 1 else seen.script[0]
            if reply is not None:
                given = reply(body)
            time.sleep(given.delay)
            data = given.body if isinstance(given.body, bytes) else json.dumps(given.body).encode()
            with lock:
                seen.under_way -= 1
            try:
                self.send_response(given.status)
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except ConnectionError:
                self.close_connection = True  # the client has given up

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    seen.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
