"""Houses whose desks are proved to agree, at one server on SQLite."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, found, join, station
from tests.worlds import small_house
from zvhdesk.models.base import new_id

Made = Callable[[int], list[Station]]


@pytest.fixture
def desks(central: Central, tmp_path: Path) -> Iterator[Made]:
    """Makes a small house with so many desks, all of which hold all of it."""
    with ExitStack() as opened:

        def made(many: int) -> list[Station]:
            all_ = [
                opened.enter_context(closing(station(tmp_path / f"{at}", central.url))) for at in range(many)
            ]
            small_house(all_[0].desk)
            found(all_[0], central.new_code())
            for other in all_[1:]:
                join(all_[0], other, bytes.fromhex(new_id()))
            for one in all_:
                one.exchange()
            return all_

        yield made
