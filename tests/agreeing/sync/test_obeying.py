"""A desk hears of its own revocation from the roster it pinned, and from nobody else."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import found, join, station
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.sync import revoking
from zvhdesk.sync.exchange import Halt
from zvhdesk.sync.steps import play
from zvhdesk.wire.roster import AfterRevoking


@pytest.mark.parametrize("after", AfterRevoking)
def test_it_hears_what_it_is_to_do(central: Central, tmp_path: Path, after: AfterRevoking) -> None:
    with (
        closing(station(tmp_path / "a", central.url)) as first,
        closing(station(tmp_path / "b", central.url)) as second,
    ):
        small_house(first.desk)
        found(first, central.new_code())
        join(first, second, bytes.fromhex(new_id()))
        assert second.desk.read(partial(revoking.told, device=second.desk.device)) is None
        play(revoking.revoke(first.me, second.me.dev, after), first.desk, first.server)
        outcome = second.exchange()
        assert (outcome.halt, outcome.after) == (Halt.REVOKED, after)
        # And it knows at its next start, should it have ended before it obeyed.
        assert second.desk.read(partial(revoking.told, device=second.desk.device)) is after
