"""Desks that were set aside on this computer count as copies that may hold what was destroyed since.

Nobody can look into one without what opens it. So this desk signs no order while one is there: it is to be
removed, or a person says of one that was moved away that it never comes back (docs/decisions/0030); then its
daily copies go too. One whose keys were destroyed, those of its copies included, holds nothing any more.
"""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import exists, select

from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import DestroyedStream
from zvhdesk.services import backup, copy_folders, destruction, house_mark, revoked, set_aside
from zvhdesk.services.copy_folders import Earlier, Lost
from zvhdesk.services.desk import Desk
from zvhdesk.services.set_aside import Kept
from zvhdesk.services.unlock.standard import folder_of
from zvhdesk.wire.roster import AfterRevoking

_KNOWN: Final = "aside_folders"
"""The setting: a JSON list of those that were seen, so that one that is moved away by hand is missed."""


def kept(desk: Desk) -> tuple[Kept, ...]:
    """All of this compartment that stand beside the house, the last one first."""
    return set_aside.kept(_house(desk), apart=_apart(desk))


def look(desk: Desk) -> bool:
    """See which may hold something, and remember them. True when there is none, here or moved away.

    One that a person said never comes back is not waited for, unless it is there all the same. An order that
    waits has `destruction.finish` wait for copies of those that are gone.
    """
    here = held(desk)
    gone = _gone(desk, here)
    now = (*(Earlier(one, tag=_tag(desk, Path(one))) for one in here), *gone)
    if now != copy_folders.noted(desk, _KNOWN):
        copy_folders.note(desk, _KNOWN, now)
    if copy_folders.of_others(desk) and _is_asked(desk):
        destruction.copies_are_left(desk)
    return not here and all(one.lost_on for one in gone)


def held(desk: Desk) -> tuple[str, ...]:
    """Those that are there and may hold something; also one that stays behind where the house was before."""
    beside = [one.path for one in kept(desk)]
    names = {one.name for one in beside}
    known = [Path(one.path) for one in copy_folders.noted(desk, _KNOWN)]
    behind = [one for one in known if one.name not in names and _is_there(desk, one)]
    return tuple(str(one) for one in (*beside, *behind) if _may_hold(desk, one))


def waited_for(desk: Desk) -> tuple[str, ...]:
    """Those that are there, while an order waits for the signature of this desk."""
    return held(desk) if _is_asked(desk) else ()


def moved(desk: Desk) -> tuple[str, ...]:
    """Those that stood here and do not any more, while such an order waits."""
    if not _is_asked(desk):
        return ()
    return tuple(one.path for one in _gone(desk, held(desk)) if not one.lost_on)


def lost(desk: Desk) -> tuple[Lost, ...]:
    """What was said to be gone for good and did not come back."""
    return copy_folders.lost_of(desk, _gone(desk, held(desk)))


def say_lost(desk: Desk, path: str) -> None:
    """One that was moved away never comes back: who works here says so, today. Its copies go."""
    copy_folders.note_lost(desk, _KNOWN, path)
    _let_copies_go(desk, Path(path))
    look(desk)


def removed(desk: Desk, one: Kept, taken: Collection[str] = ()) -> tuple[str, ...]:
    """It was thrown away by the program, with the copies in the folders `taken`: nobody misses it.

    Answers from where copies are still to go.
    """
    _let_copies_go(desk, one.path, one.backups, taken)
    known = copy_folders.noted(desk, _KNOWN)
    copy_folders.note(desk, _KNOWN, [other for other in known if Path(other.path).name != one.path.name])
    look(desk)
    return copy_folders.of_others(desk)


def _let_copies_go(desk: Desk, place: Path, also: Collection[str] = (), taken: Collection[str] = ()) -> None:
    for one in copy_folders.noted(desk, _KNOWN):
        if Path(one.path).name == place.name and one.tag:
            copy_folders.expect(desk, one.tag, also, taken)


def _tag(desk: Desk, place: Path) -> str:
    with suppress(StoreRefused):
        return backup.tag_of(folder_of(place, apart=_apart(desk)))
    return ""  # damaged: then nobody can know its copies


def _is_asked(desk: Desk) -> bool:
    return desk.read(lambda session: bool(session.scalar(select(exists().where(~DestroyedStream.answered)))))


def _gone(desk: Desk, here: Collection[str]) -> list[Earlier]:
    names = {Path(one).name for one in here}
    known = [(Path(one.path), one) for one in copy_folders.noted(desk, _KNOWN)]
    return [one for path, one in known if path.name not in names and not _is_there(desk, path)]


def _is_there(desk: Desk, place: Path) -> bool:
    return set_aside.is_desk(folder_of(place, apart=_apart(desk)))


def _may_hold(desk: Desk, place: Path) -> bool:
    folder = folder_of(place, apart=_apart(desk))
    with suppress(StoreRefused):
        told = revoked.found(folder)
        if told is not None and told.after is AfterRevoking.WIPE and told.shut and not told.backups:
            return False
    # A house may get another name, and a desk sheets of its own: only the mark tells of which house it is.
    then, now = house_mark.found(folder), house_mark.of_house(desk)
    return None in (then, now) or then == now


def _apart(desk: Desk) -> bool:
    return desk.compartment is Compartment.CTER


def _house(desk: Desk) -> Path:
    return desk.folder.parent if _apart(desk) else desk.folder
