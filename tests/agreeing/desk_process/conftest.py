"""Programs of desks that are forked from one process that has loaded everything."""

from collections.abc import Iterator

import pytest

from tests.nursery import Nursery


@pytest.fixture(scope="session")
def programs() -> Iterator[Nursery]:
    made = Nursery(
        *(f"tests.agreeing.desk_process.{name}" for name in ("working", "older", "failing", "halves"))
    )
    yield made
    made.close()
