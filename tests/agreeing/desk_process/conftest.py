"""Programs of desks that are forked from one process that has loaded everything."""

from collections.abc import Iterator

import pytest

from tests.nursery import Nursery


@pytest.fixture(scope="session")
def programs() -> Iterator[Nursery]:
    made = Nursery("tests.agreeing.desk_process.working", "tests.agreeing.desk_process.older")
    yield made
    made.close()
