"""A desk that has only a copy of the house makes no house of it at a server."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import found
from tests.agreeing.sync.test_apart import cter_station
from zvhdesk.domain.refusals import HouseIsCopy, Refused
from zvhdesk.sync import own


def test_a_copy_of_the_house_does_not_become_a_house(central: Central, tmp_path: Path) -> None:
    with closing(cter_station(tmp_path / "a", central.url)) as alone:
        with pytest.raises(Refused) as no:
            found(alone, central.new_code())
        assert no.value.reason == HouseIsCopy()
        assert alone.desk.read(lambda s: own.of(s, alone.desk.device)) is None
