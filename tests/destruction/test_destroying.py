"""A destroyed case is gone from a desk to the last byte, and all else is as it was."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.destruction.pages import plain
from tests.leak.canaries import canaries
from tests.leak.house import fill
from tests.recording.state import state
from tests.worlds import KEY, FixedClock, new_desk
from zvhdesk.domain.terms import StreamKind
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.local import AccessEvent, ChangeSet, DeviceSetting, Stream
from zvhdesk.models.meetings import AgendaItem, ChairNote
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import backup, copies, copy_folders, destruction, kept_persons, safety_copy
from zvhdesk.services.copy_folders import Lost
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.services.dossier import dossier
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.services.unlock import vault_file
from zvhdesk.services.unlock.kek import floor_for
from zvhdesk.services.unlock.recovery_key import PUBLIC_BYTES
from zvhdesk.services.unlock.vault_file import Vault

DRAFT, NOTE, BEFORE = "kladvögel", "eigen aantekënvogel", "wat er eerst stond"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with a row in every table, each text of it a word of its own."""
    (tmp_path / "huis").mkdir()
    with closing(new_desk(tmp_path / "huis", FixedClock())) as made:
        made.change(lambda s: fill(s, made.user), "house.setup")
        yield made


def _case(desk: Desk) -> str:
    return desk.read(lambda s: s.scalars(select(Case.id)).one())


def _scatter(desk: Desk, case: str) -> None:
    """What a case leaves about besides its rows: an earlier value, a draft, the chair's own note."""
    desk.change(lambda s: setattr(s.get_one(Case, case), "question", BEFORE), "case.edit")
    desk.change(lambda s: setattr(s.get_one(Case, case), "question", "kanarie"), "case.edit")
    item = desk.read(lambda s: s.scalars(select(AgendaItem.id).where(AgendaItem.case_id == case)).one())
    desk.keep_draft("case", ("case_", case, "question"), DRAFT, 1)
    desk.keep(lambda s: s.add(ChairNote(item_id=item, meeting_id=new_id(), text=NOTE)))


def _going() -> dict[str, str]:
    """The words that stand in streams of a case or a person."""
    kinds = {name: cls.stream_kind for name, cls in BY_NAME.items()}
    return {
        where: word
        for where, word in canaries().items()
        if kinds[where.split(".")[0]] is not StreamKind.COMMON
    }


def _destroy(desk: Desk, case: str) -> None:
    destruction.destroy(desk, desk.read(lambda s: destruction.streams_of(s, case)))


def test_nothing_of_it_is_in_any_page_of_the_file(desk: Desk) -> None:
    case = _case(desk)
    _scatter(desk, case)
    with desk.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    words = [*_going().values(), DRAFT, NOTE, BEFORE, case]
    before = plain(desk.folder / DATABASE, KEY)
    assert [word for word in words if word.encode() not in before] == []
    _destroy(desk, case)
    after = plain(desk.folder / DATABASE, KEY)
    assert [word for word in words if word.encode() in after] == []


def test_all_else_stays_as_it_was(desk: Desk) -> None:
    case = _case(desk)
    before = desk.read(state)
    streams = set(desk.read(lambda s: destruction.streams_of(s, case)))
    _destroy(desk, case)
    kept = {
        table: [row for row in rows if not streams.intersection(map(str, row))]
        for table, rows in before.items()
    }
    assert desk.read(state) == kept
    assert (
        desk.read(lambda s: s.scalar(select(ChangeSet.rev).where(ChangeSet.stream_id.in_(streams)))) is None
    )
    assert not streams.intersection(desk.read(lambda s: s.scalars(select(Stream.id)).all()))
    # The desk works on.
    desk.change(lambda s: s.add(Case(stream_id=new_id(), number="2026-0001")), "case.create")


def test_what_stays_is_a_line_that_says_nothing_of_anybody(desk: Desk) -> None:
    case = _case(desk)
    streams = desk.read(lambda s: destruction.streams_of(s, case))
    names = {desk.pseudonym(stream) for stream in streams}
    _destroy(desk, case)
    lines = desk.read(
        lambda s: s.scalars(select(AccessEvent).where(AccessEvent.action == "case.destroy")).all()
    )
    assert {line.object for line in lines} == names
    assert len(names) == 2


def test_a_person_who_is_in_another_case_stays(desk: Desk) -> None:
    case = _case(desk)
    person = desk.read(lambda s: s.scalars(select(Person.id)).one())
    other = Case(stream_id=new_id(), number="2026-0002")
    desk.change(lambda s: s.add(other), "case.create")
    desk.change(
        lambda s: s.add(Subject(stream_id=other.stream_id, case_id=other.id, person_id=person)), "subject.add"
    )
    _destroy(desk, case)
    assert desk.read(lambda s: s.scalars(select(Person.id)).all()) == [person]
    _destroy(desk, other.id)
    assert desk.read(lambda s: s.scalars(select(Person.id)).all()) == []
    with pytest.raises(KeyError):
        desk.read(lambda s: destruction.streams_of(s, case))


def test_a_place_in_a_case_that_was_taken_back_keeps_nobody(desk: Desk) -> None:
    """DATA.md 3: of the cases that anybody can see it was the last; nothing else would ever destroy them.

    Not who is in it now, nor who once was: of two that were written down in one place the other is shown.
    """
    case, gone = _case(desk), Case(stream_id=new_id(), number="2026-0002")
    once = desk.read(lambda s: s.scalars(select(Person.id)).one())
    place = Subject(stream_id=gone.stream_id, case_id=gone.id, person_id=once)
    now = Person(stream_id=new_id(), surname="Ander")
    desk.change(lambda s: s.add_all_new([gone, place, now]), "case.create")

    def other(session: CaptureSession) -> None:
        for one in session.scalars(select(Subject)):
            one.person_id = now.id

    desk.change(other, "person.fill_in")
    desk.change(lambda s: setattr(s.get_one(Case, gone.id), "deleted", True), "undo")
    going = desk.read(lambda s: destruction.streams_of(s, case))
    kept_persons.keep(desk, going)
    destruction.destroy(desk, going)
    assert desk.read(lambda s: s.scalars(select(Person.id)).all()) == []
    desk.change(lambda s: setattr(s.get_one(Case, gone.id), "deleted", False), "undo")
    page = desk.read(lambda s: dossier(s, gone.id, desk.today(), names=True))
    assert [row.here for row in page.persons] == [False], "put back, it has a place to fill in"


# Copies that the desk made of itself.


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """Where the daily copies go; there are three."""
    found = tmp_path / "kopieen"
    found.mkdir()
    desk.set_setting(BACKUP_FOLDER, str(found))
    vault = Vault(
        label="huis",
        cost=floor_for(keyring=False),
        salt=bytes(16),
        keyring=None,
        key_fingerprint=b"desk" * 4,
        recovery_public=bytes(PUBLIC_BYTES),
        recovery_box=b"box",
        nonce=bytes(12),
        wrapped=b"wrap",
    )
    vault_file.save(desk.folder, vault)
    for day in (1, 2, 3):
        backup.make_backup(desk.engine, KEY, desk.folder, found, date(2026, 3, day))
    copy_folders.given(desk, str(found))
    return found


def test_copies_that_hold_it_go_and_a_new_one_is_made(desk: Desk, folder: Path, tmp_path: Path) -> None:
    case = _case(desk)
    safety_copy.make(desk.engine, desk.folder, "0001", desk.clock())
    _destroy(desk, case)
    assert list(desk.folder.glob("before-*")) == []
    (only,) = folder.iterdir()
    with zipfile.ZipFile(only) as archive:
        archive.extract(DATABASE, tmp_path)
    inside = plain(tmp_path / DATABASE, KEY)
    assert [word for word in _going().values() if word.encode() in inside] == []


def test_a_folder_that_was_chosen_before_is_not_forgotten(desk: Desk, folder: Path, tmp_path: Path) -> None:
    """It is away when a case goes, and another one was chosen since. Nobody waits for what is lost."""
    other, away = tmp_path / "andere", folder.rename(folder.with_name("niet aangesloten"))
    other.mkdir()
    copies.choose_folder(desk, other)
    _destroy(desk, _case(desk))
    assert not destruction.finish(desk)
    assert copies.copies(desk).away == (str(folder),)
    assert len(list(other.iterdir())) == 1, "here it is gone"
    found = copies.say_lost(desk, str(folder))
    said = Lost(str(folder), found.lost[0].by, desk.today())
    assert (found.away, found.lost, found.folder) == ((), (said,), str(other))
    assert desk.read(lambda s: s.scalars(select(AccessEvent.action)).all())[-1] == copy_folders.LOST
    assert destruction.finish(desk)
    away.rename(folder)
    copies.begin_if_due(desk)
    assert list(folder.iterdir()) == [], "it was there all the same"
    assert copies.copies(desk).lost == ()


def test_the_place_of_a_disk_that_is_not_connected_is_no_folder_without_copies(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    away = folder.rename(folder.with_name("niet aangesloten"))
    folder.mkdir()
    _destroy(desk, _case(desk))
    assert not destruction.finish(desk)
    assert copies.copies(desk).away == (str(folder),)
    (other := tmp_path / "andere").mkdir()
    copies.choose_folder(desk, other)
    assert copies.copies(desk).away == (str(folder),), "also once another was chosen"
    folder.rmdir()
    away.rename(folder)
    assert destruction.finish(desk)
    assert list(folder.iterdir()) == []


def test_a_folder_in_which_nothing_was_ever_made_is_not_waited_for(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    desk.set_setting(BACKUP_FOLDER, str(tmp_path / "nooit gebruikt"))
    (other := tmp_path / "andere").mkdir()
    copies.choose_folder(desk, other)
    assert copy_folders.every(desk) == ()
    copies.choose_folder(desk, folder)
    assert copy_folders.every(desk) == (str(folder),)


def test_every_folder_with_copies_is_known(desk: Desk, folder: Path, tmp_path: Path) -> None:
    (other := tmp_path / "andere").mkdir()
    copies.choose_folder(desk, other)
    copy_folders.given(desk, str(other))
    assert copy_folders.every(desk) == (str(other), str(folder))


def test_a_folder_of_before_is_seen_to_for_another_desk_too(desk: Desk, folder: Path, tmp_path: Path) -> None:
    """A desk that was set aside here is gone, and made its copies in one of two folders; both are away."""
    (other := tmp_path / "andere").mkdir()
    copies.choose_folder(desk, other)
    backup.make_backup(desk.engine, KEY, desk.folder, other, date(2026, 3, 4))
    copies.choose_folder(desk, folder)
    away = [one.rename(one.with_name(f"{one.name} weg")) for one in (folder, other)]
    copy_folders.expect(desk, b"desk".hex()[:6])
    assert copy_folders.of_others(desk) == (), "those are its own"
    copy_folders.expect(desk, "abcdef")
    _destroy(desk, _case(desk))
    theirs = away[0] / "zvhdesk-2026-03-02-abcdef.zip"
    theirs.touch()
    assert copies.copies(desk).away == (str(folder), str(other))
    third = tmp_path / "derde"
    third.mkdir()
    copies.choose_folder(desk, third)
    assert copies.copies(desk).away == (str(other), str(folder))
    for was, now in zip(away, (folder, other), strict=True):
        was.rename(now)
    assert destruction.finish(desk), "in the second none were ever made of it"
    assert [list(one.iterdir()) for one in (folder, other)] == [[], []]


def test_a_folder_in_which_this_desk_made_none_yet_is_seen_to_for_another_desk(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    (other := tmp_path / "andere").mkdir()
    copies.choose_folder(desk, other)
    (other / "zvhdesk-2026-03-02-abcdef.zip").touch()
    copy_folders.expect(desk, "abcdef")
    assert list(other.iterdir()) == []
    copy_folders.expect(desk, "abcde0")
    assert copy_folders.of_others(desk) == (), "it is there, with none of its copies"
    assert len(list(folder.iterdir())) == 3


def test_the_folder_of_now_may_be_lost_too(desk: Desk, folder: Path) -> None:
    folder.rename(folder.with_name("niet aangesloten"))
    _destroy(desk, _case(desk))
    assert copies.copies(desk).away == (str(folder),)
    assert copies.say_lost(desk, str(folder)).folder == ""
    assert destruction.finish(desk)


def test_a_folder_that_is_not_there_has_its_turn_later(desk: Desk, folder: Path) -> None:
    away = folder.rename(folder.with_name("niet aangesloten"))
    _destroy(desk, _case(desk))
    assert not destruction.finish(desk)
    away.rename(folder)
    assert len(list(folder.iterdir())) == 3
    copies.begin_if_due(desk)
    assert len(list(folder.iterdir())) == 1
    assert destruction.finish(desk)
    assert desk.read(lambda s: s.get(DeviceSetting, "destroyed_in_copies")) is None
