"""A process that sends back what it gets: the least that a message there and back can take."""

import multiprocessing
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def _echo(listening: socket.socket) -> None:
    talking, _ = listening.accept()
    while said := talking.recv(65536):
        talking.sendall(said)


@contextmanager
def connected() -> Iterator[Callable[[bytes], None]]:
    """A function that sends bytes there and waits until all of them are back."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = multiprocessing.get_context("fork").Process(target=_echo, args=(listening,), daemon=True)
        process.start()
        with socket.create_connection(listening.getsockname()) as talking:

            def say(data: bytes) -> None:
                talking.sendall(data)
                left = len(data)
                while left:
                    left -= len(talking.recv(left))

            yield say
        process.join(5)
