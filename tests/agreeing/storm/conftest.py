"""Programs of desks and servers, and a house that each storm begins with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agreeing.serving import process
from tests.agreeing.storm import desk
from tests.agreeing.storm.house import prepare
from tests.nursery import Nursery

DESKS = 3


@pytest.fixture(scope="session")
def programs() -> Iterator[Nursery]:
    """Where desks and servers are forked."""
    made = Nursery(desk.__name__, process.__name__)
    yield made
    made.close()


@pytest.fixture(scope="session")
def prepared(programs: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a house of three desks."""
    return prepare(programs, tmp_path_factory.mktemp("storm") / "house", DESKS)
