"""A case is destroyed on this desk: rows, history, keys, and the copies that this desk made of itself.

The stream of a case goes, and with the last case of a person theirs (DATA.md 3). What stays says nothing of
anybody: a line of the audit under a pseudonym, and of what was sealed number, time and hash for the chain.

Copies: that of a migration goes. The daily ones hold the case too, so a new one is made and the older ones
go, which leaves a house with one copy instead of seven. A folder that cannot be reached now gets its turn
later: at every opening, and with every daily copy. Copies that somebody carried elsewhere nobody can reach.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.models.at_once import among
from zvhdesk.models.capture import CaptureSession, erase
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, DeviceSetting
from zvhdesk.models.people import Person
from zvhdesk.models.pointers import stands
from zvhdesk.services import backup, copy_folders, safety_copy
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import BACKUP_FOLDER

_COPIES_LEFT = "destroyed_in_copies"
"""The setting that stands as long as copies of this desk, or of one set aside, hold what was destroyed."""
_EVERYWHERE, _ELSEWHERE = "yes", "elsewhere"
"""What it says: of all folders, or only of those that were chosen before the one of now."""


def streams_of(session: Session, case_id: str) -> tuple[str, ...]:
    """What goes with a case: its own stream, and that of each person who is in no other. Raises KeyError.

    Also of a person who was in it once: of two that were written down in one place, one is not shown. A place
    in a case that was taken back keeps nobody: no page shows it, and nothing would ever destroy them.
    """
    case = session.get(Case, case_id)
    if case is None:
        raise KeyError(case_id)
    here = set(session.scalars(select(Subject.person_id).where(Subject.case_id == case_id)))
    pointed = (
        select(ChangeOp.new)
        .join(Subject, Subject.id == ChangeOp.row)
        .where(ChangeOp.tbl == Subject.__tablename__, ChangeOp.col == "person_id")
    )
    once = set(session.scalars(pointed.where(Subject.case_id == case_id))) - set(map(encode, here))
    others = Subject.case_id != case_id, stands(Subject)
    elsewhere = set(session.scalars(select(Subject.person_id).where(*others, among(Subject.person_id, here))))
    if once:  # nearly never
        once -= set(session.scalars(pointed.where(*others, ChangeOp.new.in_(once))))
        here |= {str(json.loads(one)) for one in once}
    people = select(Person.stream_id).where(among(Person.id, here - elsewhere))
    return (case.stream_id, *sorted(session.scalars(people)))


def destroy(desk: Desk, streams: Iterable[str]) -> None:
    """Destroy these streams on this desk, now. Who may say so is for the caller to see.

    One transaction; broken off, all of it is there or none, and the copies have their turn at the next start.
    """
    going = tuple(streams)

    def fn(session: CaptureSession) -> None:
        erase(session, going)
        session.merge(DeviceSetting(key=_COPIES_LEFT, value=_EVERYWHERE))

    desk.change(fn, "case.destroy")
    finish(desk)


def finish(desk: Desk) -> bool:
    """Let the copies go that hold what was destroyed. False when some could not be reached.

    At every opening, before anything is shown, and with every daily copy. A folder that a person said is gone
    for good is not waited for (`copy_folders`).
    """
    if desk.setting(_COPIES_LEFT) is None:
        return True
    with suppress(OSError, StoreRefused):
        safety_copy.take_away(desk.folder)
        renewed, others = _renew_here(desk), copy_folders.clear(desk)
        if renewed and others:
            desk.keep(_no_copies_left)
            return True
    return False


def copies_are_left(desk: Desk) -> None:
    """One that was set aside left copies that may hold what was destroyed: `finish` waits for those too."""
    if desk.setting(_COPIES_LEFT) is None:
        desk.set_setting(_COPIES_LEFT, _ELSEWHERE)


def waits_for(desk: Desk) -> tuple[str, ...]:
    """The folders that are not there and may hold copies of what was destroyed on this desk."""
    left, here = desk.setting(_COPIES_LEFT), desk.setting(BACKUP_FOLDER)
    if left is None:
        return ()
    mine = (here,) if here and left == _EVERYWHERE and not copy_folders.is_there(desk, here) else ()
    return tuple(dict.fromkeys((*mine, *copy_folders.awaited(desk))))


def _renew_here(desk: Desk) -> bool:
    """One new copy in the folder of now instead of all there were, once."""
    target = desk.setting(BACKUP_FOLDER)
    if target and desk.setting(_COPIES_LEFT) == _EVERYWHERE:
        if not copy_folders.is_there(desk, target):
            return False
        copy_folders.given(desk, target)
        made = backup.make_backup(desk.engine, desk.key, desk.folder, Path(target), desk.today())
        backup.take_away(desk.folder, Path(target), but=made)
        desk.set_setting(_COPIES_LEFT, _ELSEWHERE)
    return True


def _no_copies_left(session: Session) -> None:
    session.execute(delete(DeviceSetting).where(DeviceSetting.key == _COPIES_LEFT))
