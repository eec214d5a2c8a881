"""A server on SQLite, for what does not depend on the database."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.agreeing.conftest import places_named, serving
from zvhserver.cli import houses
from zvhserver.store.engine import Store, open_store


@dataclass(frozen=True)
class Central:
    """Where it is, and codes for new houses."""

    url: str
    store: Store

    def new_code(self) -> str:
        """For one new house."""
        return houses.new_code(self.store)


@pytest.fixture(scope="session")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    """One for all these tests."""
    words, log = ("--data", str(tmp_path_factory.mktemp("central"))), tmp_path_factory.mktemp("log")
    with serving(words, log / "server.log") as running:
        store = open_store(places_named(words))
        yield Central(running.url, store)
        store.close()
