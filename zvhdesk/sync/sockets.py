"""Connections that another thread can cut: one that reads, one that writes, and one that is only being made.

A program that ends cannot wait until a server that is away does not answer.
"""

import errno
import os
import selectors
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpcore
import httpx

_TURN = 0.1
"""Seconds between two looks whether a connection that is being made is still wanted."""
_ON_ITS_WAY = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK})


class Sockets(httpcore.NetworkBackend):
    """The sockets of one server. Once cut, none of them carries anything and no new one is made."""

    def __init__(self) -> None:
        self._held: set[socket.socket] = set()
        self._is_cut = False
        self.heard: Callable[[], object] = lambda: None
        """Called, in the thread of the call, when the other side says something on any of them."""

    def cut(self) -> None:
        """End them all, for good; from any thread. Who waits for one gets an error at once.

        Only a name that is being looked up is waited for.
        """
        # In this order: a socket that is held after this line was read finds the mark.
        self._is_cut = True
        self.drop()

    def drop(self) -> None:
        """End them all, from any thread; new ones may be made."""
        for one in tuple(self._held):
            with suppress(OSError):
                # Not TLS's own, which takes its state away from who reads.
                socket.socket.shutdown(one, socket.SHUT_RDWR)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A new connection to the first of the host's addresses that answers."""
        del local_address, socket_options
        with _told_as(httpcore.ConnectTimeout, httpcore.ConnectError):
            made = self._first(host, port, timeout or _TURN)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return _Stream(self, made)

    def hold(self, made: socket.socket) -> None:
        """From here on it can be cut. Raises OSError when that was done already."""
        self._held.add(made)
        self.require()

    def let_go(self, made: socket.socket) -> None:
        """It is not needed any more."""
        self._held.discard(made)
        made.close()

    def require(self) -> None:
        """Raises OSError when they were cut."""
        if self._is_cut:
            raise ConnectionAbortedError

    def _first(self, host: str, port: int, seconds: float) -> socket.socket:
        failed: OSError = ConnectionRefusedError()
        for family, kind, number, _, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            made = socket.socket(family, kind, number)
            try:
                self.hold(made)
                self._connect(made, where, seconds)
            except OSError as error:
                failed = error
                self.let_go(made)
            else:
                return made
        raise failed

    def _connect(self, made: socket.socket, where: Any, seconds: float) -> None:
        made.setblocking(False)
        found = made.connect_ex(where)
        if found not in _ON_ITS_WAY:
            raise OSError(found, os.strerror(found))
        with selectors.DefaultSelector() as waiting:
            waiting.register(made, selectors.EVENT_WRITE)
            for _ in range(max(1, round(seconds / _TURN))):
                ready = waiting.select(_TURN)
                self.require()
                if ready:
                    break
            else:
                raise TimeoutError
        if found := made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(found, os.strerror(found))


class _Stream(httpcore.NetworkStream):
    """One connection, as the HTTP client speaks through it."""

    def __init__(self, sockets: Sockets, made: socket.socket) -> None:
        self._sockets, self._socket = sockets, made

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _told_as(httpcore.ReadTimeout, httpcore.ReadError):
            self._socket.settimeout(timeout)
            heard = self._socket.recv(max_bytes)
            self._sockets.heard()
            return heard

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with _told_as(httpcore.WriteTimeout, httpcore.WriteError):
            while buffer:
                # Each part has that time again: a slow line is no line that is away.
                self._socket.settimeout(timeout)
                buffer = buffer[self._socket.send(buffer) :]

    def close(self) -> None:
        self._sockets.let_go(self._socket)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        with _told_as(httpcore.ConnectTimeout, httpcore.ConnectError):
            return _Stream(self._sockets, self._wrapped(ssl_context, server_hostname, timeout))

    def _wrapped(self, trust: ssl.SSLContext, name: str | None, seconds: float | None) -> ssl.SSLSocket:
        self._socket.settimeout(seconds)
        # The socket itself goes over into the new one; only then they shake hands, so that it can be cut.
        made = trust.wrap_socket(self._socket, server_hostname=name, do_handshake_on_connect=False)
        self._sockets.let_go(self._socket)
        try:
            self._sockets.hold(made)
            made.do_handshake()
        except OSError:
            self._sockets.let_go(made)
            raise
        return made

    def get_extra_info(self, info: str) -> Any:
        known: dict[str, Callable[[], Any]] = {
            "socket": lambda: self._socket,
            "ssl_object": lambda: self._socket if isinstance(self._socket, ssl.SSLSocket) else None,
            "is_readable": self._is_readable,
        }
        return known.get(info, lambda: None)()

    def _is_readable(self) -> bool:
        """Whether the other side said something while nothing was asked: that it closed."""
        if self._socket.fileno() < 0:
            return True
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._socket, selectors.EVENT_READ)
            return bool(waiting.select(0))


class CuttableTransport(httpx.HTTPTransport):
    """The usual HTTP/1.1 over these sockets."""

    def __init__(self, sockets: Sockets, trust: ssl.SSLContext) -> None:
        super().__init__(verify=trust, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust,
            max_connections=10,
            max_keepalive_connections=5,
            keepalive_expiry=5,
            network_backend=sockets,
        )


def trust_for(address: str, authority: str = "") -> ssl.SSLContext:
    """What the certificate of a server is held against: an authority (PEM), or else all the system trusts.

    Over plain http nobody shows one, and to read those of the system takes the time of several passes: it
    trusts nobody then. Raises ssl.SSLError for an `authority` that is no certificate.
    """
    if not authority and address.startswith("http://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return ssl.create_default_context(cadata=authority or None)


@contextmanager
def _told_as(late: type[Exception], wrong: type[Exception]) -> Iterator[None]:
    """Errors of a socket in the words of the HTTP client."""
    try:
        yield
    except TimeoutError as error:
        raise late(str(error)) from error
    except (OSError, ValueError) as error:
        # ValueError: TLS was cut between two of its steps.
        raise wrong(str(error)) from error
