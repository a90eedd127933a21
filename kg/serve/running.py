"""Runs the server until it is told to end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable
from importlib.util import find_spec

from kg.errors import ConfigError, KgError
from kg.serve.options import ServeOptions

__all__ = ["run"]

_TURN = 0.0005
"""Seconds until a thread that makes a page lets in the loop that answers requests; by default it is ten times that."""
_LEAVE = 5
"""Seconds that requests get to end when the server does."""


def run(options: ServeOptions, *, started: Callable[[str], None], note: Callable[[str], None]) -> None:
    """Serve the store until SIGINT or SIGTERM. `started` is told the address; `note` what else is to be known.

    SIGHUP has the server look whether the store has changed; otherwise it looks every two seconds. Raises KgError if
    the extra is not installed, or if the port is in use.
    """
    for module in ("starlette", "uvicorn", "h11"):
        if find_spec(module) is None:
            raise KgError(f"kg serve needs {module}: pip install 'tech-rivalry-kg[serve]'")
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    sys.setswitchinterval(_TURN)
    with _listen(options.host, options.port) as listening:
        asyncio.run(_serve(options, listening, started, note))


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Named, the protocol has asyncio send what it has at once; unnamed, each answer waits for 40 ms.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, UnicodeError, OverflowError) as error:
        raise ConfigError(f"--host {host}: is no address of this machine: {error}") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise ConfigError(f"{host}:{port}: cannot be used: {error.strerror}: name another with --port") from error
    return listening


async def _serve(
    options: ServeOptions, listening: socket.socket, started: Callable[[str], None], note: Callable[[str], None]
) -> None:
    import uvicorn

    from kg.serve.app import make_app

    app = make_app(options)
    site = app.state.site
    config = uvicorn.Config(
        app,
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_LEAVE,
    )
    server = uvicorn.Server(config)
    # Its own handlers raise the signal again once it has stopped, which would cut short what is to end after it.
    server.capture_signals = contextlib.nullcontext  # type: ignore[assignment]
    opening = asyncio.ensure_future(site.open(note))

    def stop() -> None:
        opening.cancel()
        server.force_exit, server.should_exit = server.should_exit, True

    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError, AttributeError):  # where there are no such signals
        loop.add_signal_handler(signal.SIGINT, stop)
        loop.add_signal_handler(signal.SIGTERM, stop)
        loop.add_signal_handler(signal.SIGHUP, site.look)
    try:
        await opening
        name = f"[{options.host}]" if ":" in options.host else options.host
        started(f"http://{name}:{listening.getsockname()[1]}/")
        await server.serve(sockets=[listening])
    except asyncio.CancelledError:
        pass  # stopped while it opened the store
    finally:
        await site.close()
