"""A desk that was set aside on a computer counts as a copy that may hold a case that was destroyed (P13)."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import update

from tests.agreeing.central import Central
from tests.agreeing.sync.conftest import Two
from tests.agreeing.sync.desks import Station, join, station
from tests.agreeing.sync.test_receipts import _report, ordered
from zvhdesk.domain.destruction import Answer, DestructionReport
from zvhdesk.models.agreeing import DestroyedStream
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.services import aside_folders, copies, copy_folders, revoked, set_aside
from zvhdesk.services.unlock import vault_file
from zvhdesk.services.unlock.kek import floor_for
from zvhdesk.services.unlock.recovery_key import PUBLIC_BYTES
from zvhdesk.services.unlock.vault_file import VAULT_NAME, Vault
from zvhdesk.sync import revoking
from zvhdesk.sync.acting import between_passes
from zvhdesk.sync.steps import play
from zvhdesk.wire.roster import AfterRevoking

DONE, OUTSTANDING = Answer.DONE, Answer.OUTSTANDING


def _joins(two: Two, central: Central, house: Path) -> Station:
    third = station(house, central.url)
    join(two[0], third, bytes.fromhex(new_id()))
    (house / VAULT_NAME).write_text("{}")
    return third


def _is_set_aside(house: Path, third: Station, day: int) -> Path:
    """What stands there, to join anew."""
    third.close()
    place = set_aside.place_for(house, date(2026, 3, day), apart=False)
    set_aside.set_aside(house, place, apart=False)
    house.rmdir()
    return place


def _stands(place: Path) -> Path:
    """A desk of which nothing can be known."""
    place.mkdir()
    (place / VAULT_NAME).write_text("{}")
    return place


@contextmanager
def _anew(two: Two, central: Central, house: Path) -> Iterator[Station]:
    with closing(_joins(two, central, house)) as anew:
        anew.exchange()
        yield anew


def _mine(report: DestructionReport, at: Station) -> Answer:
    (found,) = [one.answer for one in report.devices if one.id == at.desk.device]
    return found


def _holds_it(place: Path, central: Central, case: str) -> bool:
    with closing(station(place, central.url, made=True)) as aside:
        return aside.desk.read(lambda s: s.get(Case, case)) is not None


def test_a_computer_does_not_sign_while_a_desk_that_was_set_aside_on_it_may_hold_the_case(
    two: Two, central: Central, tmp_path: Path
) -> None:
    """It was revoked with *Bewaren*, and joined anew before the case was destroyed."""
    first, second, case = two
    house = tmp_path / "huis"
    third = _joins(two, central, house)
    revoke = partial(revoking.revoke, dev=third.me.dev, after=AfterRevoking.KEEP)
    play(between_passes(revoke), first.desk, first.server)
    place = _is_set_aside(house, third, 9)
    another = _stands(tmp_path / "huis-opzij-2026-03-10")
    _stands(tmp_path / "huis2-opzij-2026-03-09")
    with _anew(two, central, house) as anew:
        ordered(two)
        for one in (anew, second, anew, second, first):
            one.exchange()
        assert anew.desk.read(lambda s: s.get(Case, case)) is None
        assert _holds_it(place, central, case)
        assert _mine(_report(anew), anew) is OUTSTANDING
        assert _report(anew).aside == (another.name, place.name), "and not of another house"
        assert _mine(_report(first), anew) is OUTSTANDING
        assert _report(first).aside == (), "it stands on another computer"
        # One is removed by the page, the other is moved away by hand.
        (kept,) = [one for one in aside_folders.kept(anew.desk) if one.path == place]
        set_aside.remove(place, apart=False)
        aside_folders.removed(anew.desk, kept)
        another.rename(tmp_path / "stick")
        anew.exchange()
        found = copies.copies(anew.desk)
        assert (found.away, found.moved, _report(anew).aside) == ((), (str(another),), ())
        assert _mine(_report(anew), anew) is OUTSTANDING
        found = copies.say_lost(anew.desk, str(another))
        assert (found.moved, [one.path for one in found.lost]) == ((), [str(another)])
        for one in (anew, anew, first):
            one.exchange()
        assert {one.answer for one in _report(first).devices} == {DONE}
    # The desk that was revoked before signed for nothing: that all others did does not clear one of those.
    _stands(first.desk.folder.with_name(f"{first.desk.folder.name}-opzij-2026-03-11"))
    first.desk.keep(lambda s: s.execute(update(DestroyedStream).values(answered=False)))
    first.exchange()
    assert _report(first).aside


def test_an_order_of_before_it_joined_anew_counts_until_all_who_had_the_case_signed(
    two: Two, central: Central, tmp_path: Path
) -> None:
    """The desk whose passphrase was forgotten never heard of it. The new one owes no signature, and knows."""
    first, second, case = two
    house = tmp_path / "huis"
    third = _joins(two, central, house)
    ordered(two)
    for one in (second, first, second, first):
        one.exchange()
    place = _is_set_aside(house, third, 9)
    with _anew(two, central, house) as anew:
        assert _holds_it(place, central, case)
        assert aside_folders.waited_for(anew.desk) == (str(place),)
        report = _report(anew)
        assert report.aside == (place.name,)
        assert not any(one.device.me for one in report.devices)
        with closing(station(place, central.url, made=True)) as aside:
            # The passphrase came back: opened beside the house it destroys, and signs, by itself.
            for one in (aside, aside, anew):
                one.exchange()
        assert not _holds_it(place, central, case)
        assert aside_folders.held(anew.desk) == (str(place),)
        assert aside_folders.waited_for(anew.desk) == _report(anew).aside == ()


def _sealed(folder: Path, fingerprint: bytes) -> None:
    """The vault of a desk whose key has this fingerprint."""
    vault = Vault(
        label="huis",
        cost=floor_for(keyring=False),
        salt=bytes(16),
        keyring=None,
        key_fingerprint=fingerprint,
        recovery_public=bytes(PUBLIC_BYTES),
        recovery_box=b"box",
        nonce=bytes(12),
        wrapped=b"wrap",
    )
    vault_file.save(folder, vault)


def test_copies_of_one_that_was_removed_while_their_disk_was_away_are_waited_for(
    two: Two, tmp_path: Path
) -> None:
    """They stand in the folder of now, and in two that only the desk that was set aside and wiped knew."""
    first, second, _case = two
    here, *disks = [tmp_path / name for name in ("hier", "usb", "oud")]
    away = tmp_path / "weg"
    away.mkdir()
    place = first.desk.folder.with_name(f"{first.desk.folder.name}-opzij-2026-03-09")
    place.mkdir()
    for folder, fingerprint in ((first.desk.folder, b"now!" * 4), (place, b"then" * 4)):
        _sealed(folder, fingerprint)
    told = {"after": "wipe", "label": "huis", "shut": True, "entry": None}
    (place / revoked.MARK).write_text(json.dumps(told | {"backups": [str(here), str(disks[1])]}))
    for disk in (here, *disks):
        disk.mkdir()
        (disk / f"zvhdesk-2026-03-08-{b'the'.hex()}.zip").touch()
    copy_folders.choose(first.desk, str(disks[0]))
    copy_folders.given(first.desk, str(disks[0]))
    (disks[0] / f"zvhdesk-2026-03-10-{b'now'.hex()}.zip").touch()
    ordered(two)
    for one in (first, second, first):
        one.exchange()
    named = [path.name for path in disks[0].iterdir()]
    assert len(named) == 2, "its own is a new one; that of the other desk still stands"
    for disk in disks:
        disk.rename(away / disk.name)
    (kept,) = aside_folders.kept(first.desk)
    taken = set_aside.remove(place, apart=False, copies=copy_folders.every(first.desk))
    assert (taken, list(here.iterdir())) == ((str(here),), [])
    left = tuple(map(str, disks))
    assert aside_folders.removed(first.desk, kept, taken) == left
    first.exchange()
    assert (_report(first).aside, _report(first).folders) == ((), left)
    assert _mine(_report(first), first) is OUTSTANDING
    for disk in disks:
        (away / disk.name).rename(disk)
    for one in (first, first):
        one.exchange()
    assert _mine(_report(first), first) is DONE
    assert _report(first).folders == ()
    assert [[path.name[-10:-4] for path in disk.iterdir()] for disk in disks] == [[b"now".hex()], []]
