"""The drills of docs/beheer.md for keys that are lost, each step by step with the real parts."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync.conftest import Two
from tests.agreeing.sync.desks import Station, found, join, station, typed_sheets, write
from tests.recording.state import state
from tests.worlds import small_house
from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.models.base import new_id
from zvhdesk.sync import appointing, revoking, rosters
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.steps import play
from zvhdesk.wire.roster import AfterRevoking, Roster


def _roster(at: Station) -> Roster:
    return at.desk.read(partial(rosters.known, house=at.me.house, root=at.me.root))


def test_when_every_admin_is_lost_two_officers_make_one(central: Central, tmp_path: Path) -> None:
    with (
        closing(station(tmp_path / "a", central.url)) as first,
        closing(station(tmp_path / "b", central.url)) as second,
        closing(station(tmp_path / "c", central.url)) as third,
    ):
        case = small_house(first.desk).case_id
        found(first, central.new_code())
        user = bytes.fromhex(new_id())
        join(first, second, user)
        lost = first.me.dev
        first.close()
        # From here on there is only the desk of somebody who is no admin, and the two sheets.
        second.exchange()
        play(appointing.appoint(second.me, typed_sheets(), user), second.desk, second.server)
        second.exchange()
        play(revoking.revoke(second.me, lost, AfterRevoking.WIPE), second.desk, second.server)
        write(second, case, "zonder de vorige beheerder")
        second.exchange()
        join(second, third, bytes.fromhex(new_id()))
        assert third.exchange() == Outcome()
        assert third.desk.read(state) == second.desk.read(state)
        assert _roster(third).admins >= {user}
        assert _roster(third).active(lost) is None


def test_without_the_sheets_an_admin_goes_on_with_another_device(
    two: Two, central: Central, tmp_path: Path
) -> None:
    """Nobody can be made an admin any more; who is one stays one, on every device that is let in for them."""
    first, second, _case = two
    user, lost = bytes.fromhex(first.desk.user), first.me.dev
    with pytest.raises(StoreRefused):
        play(
            appointing.appoint(second.me, typed_sheets(b"x" * 32), bytes.fromhex(new_id())),
            second.desk,
            second.server,
        )
    play(revoking.revoke(second.me, lost, AfterRevoking.WIPE), second.desk, second.server)
    second.exchange()
    with (
        closing(station(tmp_path / "c", central.url)) as third,
        closing(station(tmp_path / "d", central.url)) as fourth,
    ):
        join(second, third, user)
        third.exchange()
        assert _roster(third).is_admin(third.me.dev)
        join(third, fourth, bytes.fromhex(new_id()))
        assert fourth.exchange() == Outcome()
        assert fourth.desk.read(state) == second.desk.read(state)
