"""A computer that was taken out, or that nobody can open, joins again; nothing is lost."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from tests.agreeing.central import Central
from tests.agreeing.enrolment.houses import KEYRING, PASSPHRASE, FirstDesk, NewDesk, Program, join
from tests.agreeing.enrolment.test_enrolling import _AGAIN, _is_a_house_of_its_own, _revoke
from tests.pictures import keep
from zvhdesk.domain.store_refusals import FolderUnusable, StoreRefused
from zvhdesk.services import backup, house_mark, opening, revoked, set_aside
from zvhdesk.services.clock import system_clock
from zvhdesk.services.unlock import vault
from zvhdesk.sync import own
from zvhdesk.ui.agreeing.join_window import JoinWindow
from zvhdesk.ui.agreeing.shut import ANEW
from zvhdesk.ui.unlock.anew import AnewCard
from zvhdesk.ui.unlock.leased import LeaseWindow
from zvhdesk.ui.unlock.revoked import RevokedWindow
from zvhdesk.wire.roster import AfterRevoking
from zvhserver.store import tables as t

TODAY = date(2026, 11, 23)


def _joins_anew(told: Program, first: FirstDesk, central: Central) -> None:
    """Through the window of joining that stands now, like a machine that is new."""
    told.until(lambda: isinstance(told.app.front, JoinWindow))
    told.front()
    told.window.resize(1366, 768)
    for name in ("join.passphrase", "join.passphrase_again"):
        told.write(name, PASSPHRASE)
    told.press("join.next")
    told.write("join.address", central.url)
    first.show_window()
    first.window.go("admin", "devices")
    first.settle()
    told.write("join.code", first.code("C. Opnieuw"))
    told.press("join.next")
    told.until(lambda: told.shown("join.digits"))
    first.until(lambda: first.shown("enrol.door.digits"))
    told.press("join.next")
    first.press("enrol.door.next")
    told.until(lambda: told.entered)


def test_a_revoked_computer_joins_again_and_its_old_folder_opens_with_the_sheets(
    first: FirstDesk, second: NewDesk, central: Central
) -> None:
    first.on_server(central.url, central.new_code())
    join(first, second, central.url, "B. Tweede")
    second.end()
    _is_a_house_of_its_own(first, second)  # with a change that was not sent
    first.show_window()
    first.window.go("admin", "devices")
    first.settle()
    first.choose_device(0)
    _revoke(first)
    last = Program(second.qtbot, second.folder, second.clock)
    last.unlock(_AGAIN)
    last.qtbot.waitUntil(lambda: bool(last.ended), timeout=20_000)
    last.end()
    told = Program(second.qtbot, second.folder, second.clock)
    told.until(lambda: isinstance(told.app.front, RevokedWindow))
    told.front()
    told.press("revoked.anew")
    kept = Path(told.read("anew.place"))
    assert kept.parent == second.folder.parent
    assert kept.name.startswith(f"{second.folder.name}-opzij-")
    told.press("anew.go")
    _joins_anew(told, first, central)
    told.end()
    assert revoked.found(second.folder) is None
    sheets = (first.sheets[0], first.sheets[1])
    desk = opening.open_revoked(kept, sheets, KEYRING, system_clock)
    desk.close()
    with pytest.raises(StoreRefused):
        vault.unlock(kept, _AGAIN, KEYRING)


def test_who_forgot_the_passphrase_joins_again_from_the_window(
    first: FirstDesk, second: NewDesk, central: Central
) -> None:
    """It cannot hear that it was revoked, since nobody opens it."""
    first.on_server(central.url, central.new_code())
    join(first, second, central.url, "B. Tweede")
    second.end()
    first.show_window()
    shut = Program(second.qtbot, second.folder, second.clock)
    shut.until(lambda: shut.app.unlocking is not None)
    shut.settle()
    shut.press("unlock.forgot")
    shut.press("forgotten.anew")
    kept = Path(shut.read("anew.place"))
    shut.press("anew.back")
    assert vault.is_house(second.folder), "nothing is moved before somebody says so"
    shut.press("forgotten.anew")
    shut.press("anew.go")
    shut.until(lambda: isinstance(shut.app.front, JoinWindow))
    shut.end()
    assert not vault.is_house(second.folder)
    house = first.asked(house_mark.of_house)
    assert house_mark.found(kept) == house, "nobody can open it, and it tells of which house it is"
    assert house is not None
    opening.open_house(kept, PASSPHRASE, KEYRING, system_clock).close()


def test_a_desk_that_is_stopped_joins_again_from_the_window_that_says_so(
    first: FirstDesk, central: Central
) -> None:
    """Its house is open then, though nothing of it is shown: it is shut before it is moved.

    The list of people and devices that the server gives is another than the one that was signed.
    """
    first.on_server(central.url, central.new_code())
    first.line.close()
    now_ms = int(first.clock().timestamp() * 1000)
    long_ago = f"{31 * 24 * 60 * 60 * 1000} {now_ms}"
    first.asked(lambda desk: desk.set_setting("lease", long_ago))
    me = first.asked(lambda desk: desk.read(lambda s: own.of(s, desk.device)))
    assert me is not None
    first.end()
    with central.store.main_engine.begin() as connection:
        connection.execute(update(t.roster).where(t.roster.c.house == me.house).values(sig=b"s" * 64))
    shut = Program(first.qtbot, first.folder, first.clock)
    shut.unlock(PASSPHRASE)
    shut.until(lambda: isinstance(shut.app.front, LeaseWindow))
    shut.front()
    assert not shut.shown("lease.anew")
    shut.press("lease.connect")
    shut.until(lambda: bool(shut.said("lease.message")))
    assert shut.said("lease.message").endswith(ANEW)
    keep(shut.window, "op-slot-opnieuw-aansluiten")
    shut.press("lease.anew")
    kept = Path(shut.read("anew.place"))
    shut.press("anew.go")
    shut.until(lambda: isinstance(shut.app.front, JoinWindow))
    assert not list(kept.glob("desk.db-*")), "nothing of it was open when it was moved"
    shut.end()
    assert not vault.is_house(first.folder)
    opening.open_house(kept, PASSPHRASE, KEYRING, system_clock).close()


def _desk(folder: Path, name: str = "vault.json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for one in (name, "desk.db", "desk.lock"):
        (folder / one).write_text(one)
    return folder


def _set_aside(house: Path, *, apart: bool) -> Path:
    return set_aside.set_aside(house, set_aside.place_for(house, TODAY, apart=apart), apart=apart)


def test_it_comes_to_stand_where_the_card_says_also_after_midnight(qtbot: QtBot, tmp_path: Path) -> None:
    house, asked = _desk(tmp_path / "huis"), list[str]()
    card = AnewCard(asked.append, lambda: None)
    qtbot.addWidget(card.frame)
    named = set_aside.place_for(house, TODAY, apart=False)
    card.show_place(str(named))
    card.go.click()
    assert asked == [str(named)]
    assert set_aside.set_aside(house, Path(asked[0]), apart=False) == named
    with pytest.raises(StoreRefused):
        set_aside.set_aside(_desk(house), named, apart=False)
    assert vault.is_house(house), "not over one that stands there by now"


def test_the_other_compartment_stays_where_it_is(tmp_path: Path) -> None:
    house = _desk(tmp_path / "huis")
    (house / "cter").mkdir()
    (house / "cter" / "vault.json").write_text("cter")
    kept = _set_aside(house, apart=False)
    assert kept == tmp_path / "huis-opzij-2026-11-23"
    assert sorted(path.name for path in kept.iterdir()) == ["desk.db", "vault.json"]
    assert sorted(path.name for path in house.iterdir()) == ["cter", "desk.lock"]
    assert _set_aside(house, apart=True) == kept
    assert (kept / "cter" / "vault.json").read_text() == "cter"
    assert not (house / "cter").exists()
    assert _set_aside(_desk(house), apart=False).name == "huis-opzij-2026-11-23-2"


def test_one_that_was_broken_off_goes_on_at_the_same_place(tmp_path: Path) -> None:
    """The mark and the vault go last: until then the window asks again."""
    house = _desk(tmp_path / "huis")
    (house / revoked.MARK).write_text("{}")
    begun = tmp_path / "huis-opzij-2026-11-20"
    begun.mkdir()
    (house / "desk.db").rename(begun / "desk.db")
    assert _set_aside(house, apart=False) == begun
    assert sorted(path.name for path in begun.iterdir()) == ["desk.db", revoked.MARK, "vault.json"]


def test_what_cannot_be_moved_is_refused(tmp_path: Path) -> None:
    house = _desk(tmp_path / "huis")
    (tmp_path / "huis-opzij-2026-11-23").write_text("somebody's file")
    with pytest.raises(StoreRefused) as refused:
        _set_aside(house, apart=True)
    assert refused.value.reason == FolderUnusable()
    assert vault.is_house(house)


def test_a_folder_that_was_out_of_reach_is_seen_to_after_it_was_set_aside(
    first: FirstDesk, second: NewDesk, central: Central, tmp_path: Path
) -> None:
    """A disk with copies that comes back: the desk beside which they were made stands aside by then."""
    first.on_server(central.url, central.new_code())
    join(first, second, central.url, "B. Tweede")
    second.end()
    away = tmp_path / "schijf"
    away.mkdir()
    with closing(opening.open_house(second.folder, PASSPHRASE, KEYRING, system_clock)) as desk:
        backup.make_backup(desk.engine, desk.key, second.folder, away, TODAY)
    (copy,) = away.rename(tmp_path / "los").iterdir()
    told = revoked.obey(second.folder, AfterRevoking.WIPE, KEYRING, (str(away),))
    assert told.backups == (str(away),)
    kept = _set_aside(second.folder, apart=False)
    copy.parent.rename(away)
    Program(second.qtbot, second.folder, second.clock).end()
    assert list(away.iterdir()) == []
    after = revoked.found(kept)
    assert after is not None
    assert after.backups == ()
