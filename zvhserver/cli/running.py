"""``zvhserver run``."""

import argparse
import logging
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI
from filelock import FileLock, Timeout

from zvhserver.app import create
from zvhserver.events import Hub
from zvhserver.limiting import Tries
from zvhserver.store.engine import Places, open_store

LOCK_NAME = "running.lock"
TAKEN = 3
"""Exit status when another process serves that folder."""


def run(places: Places, arguments: argparse.Namespace) -> int:
    """Serve until it is told to stop. Prints the address when it listens. Exit status 3: it runs already."""
    wrong = _unsafe(arguments)
    if wrong is not None:
        print(wrong, file=sys.stderr)
        return 2
    try:
        with _alone(arguments.data), listening_at(arguments.host, arguments.port) as listening:
            app = _app(places, arguments)
            config = _config(app, arguments)
            scheme = "http" if arguments.tls_cert is None else "https"
            host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
            print(f"{scheme}://{host}:{listening.getsockname()[1]}", flush=True)
            _Server(config, app.state.server.hub).run(sockets=[listening])
    except Timeout:
        print("Another zvhserver serves that folder already.", file=sys.stderr)
        return TAKEN
    except (OSError, OverflowError) as error:
        # An address that is taken, a folder or a certificate that cannot be read.
        print(f"It cannot serve: {error}.", file=sys.stderr)
        return 1
    return 0


@contextmanager
def _alone(folder: Path | None) -> Iterator[None]:
    """One process for the SQLite of a folder: news goes round within it. Raises filelock.Timeout.

    PostgreSQL is for more than one, and needs none.
    """
    if folder is None:
        yield
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(folder / LOCK_NAME, timeout=0, mode=0o600, thread_local=False):
        yield


def _unsafe(arguments: argparse.Namespace) -> str | None:
    if (arguments.tls_cert is None) != (arguments.tls_key is None):
        return "--tls-cert and --tls-key go together."
    inside = arguments.host in {"127.0.0.1", "::1", "localhost"}
    if not inside and arguments.tls_cert is None and arguments.behind_proxy is None:
        return "Other machines need TLS: give --tls-cert and --tls-key, or --behind-proxy."
    return None


def listening_at(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises OSError, and OverflowError for a port that is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP in so many words: else asyncio leaves Nagle's delay on, 40 ms in each answer.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except (OSError, OverflowError):
        made.close()
        raise
    made.listen()
    return made


class _Server(uvicorn.Server):
    """Ends the streams of news when it is told to stop: it would wait for them."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._hub.end()
        super().handle_exit(sig, frame)


def _app(places: Places, arguments: argparse.Namespace) -> FastAPI:
    for file in (arguments.tls_cert, arguments.tls_key):
        if file is not None:
            file.open("rb").close()  # TLS itself does not say which of the two it missed
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stderr)
    tries = Tries(arguments.device_tries, arguments.address_tries, arguments.join_tries)
    store = open_store(places)
    with ExitStack() as unless_made:
        unless_made.callback(store.close)
        app = create(store, tries)
        unless_made.pop_all()
    return app


def _config(app: FastAPI, arguments: argparse.Namespace) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        access_log=False,  # it writes paths, and paths hold ids
        log_level="warning",
        ssl_certfile=arguments.tls_cert,
        ssl_keyfile=arguments.tls_key,
        ssl_context_factory=_tls if arguments.tls_cert is not None else None,
        proxy_headers=arguments.behind_proxy is not None,
        forwarded_allow_ips=arguments.behind_proxy,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    config.load()
    return config


def _tls(config: uvicorn.Config, usual: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    del config
    context = usual()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
