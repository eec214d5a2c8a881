"""A second server, which has nothing until a test puts it there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.agreeing.servers import ENOUGH, Here, in_this_process, places_named
from zvhserver.app import system_clock
from zvhserver.store.engine import open_store


@contextmanager
def elsewhere(folder: Path) -> Iterator[Here]:
    """In this process, on databases of its own in this folder."""
    folder.mkdir()
    store = open_store(places_named(("--data", str(folder))))
    with in_this_process(store, ENOUGH, system_clock()) as there:
        yield there
