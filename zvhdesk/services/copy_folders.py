"""Folders in which copies of this desk may stand that were made there before another folder was chosen.

What is destroyed has to go from all of them (DATA.md 18). A folder that is not there now has its turn when it
is back; of one that never comes back a person says so, and it stays known who said it and when. So it is with
the copies of a desk that was set aside here and is gone: only the tag in their names tells which they are.
"""

import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.models.house import Member
from zvhdesk.services import backup
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import BACKUP_FOLDER

_EARLIER: Final = "backup_folders_before"
"""The setting: a JSON list of them."""
_GIVEN: Final = "backup_folder_given"
"""The setting: the folder in which the last copy was made."""
LOST: Final = "backup.lost"
"""The action in the audit."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A folder that was chosen before. On `lost_on` (ISO) `lost_by` said that it is gone for good.

    `tag`: it is about the copies of a desk that was set aside here, which bear that, and not of this one.
    """

    path: str
    lost_by: str = ""
    lost_on: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """A folder that is gone for good, by the word of that person on that day."""

    path: str
    by: str
    on: date


def earlier(desk: Desk) -> tuple[Earlier, ...]:
    """Those that may hold copies."""
    return noted(desk, _EARLIER)


def given(desk: Desk, folder: str) -> None:
    """A copy is made there now."""
    desk.set_setting(_GIVEN, folder)


def is_there(desk: Desk, folder: str) -> bool:
    """Whether that folder can be reached with the copies that were made in it.

    One that stands empty is no more than the place of a disk that is not connected now.
    """
    return Path(folder).is_dir() and (desk.setting(_GIVEN) != folder or _has_copies(desk, folder))


def every(desk: Desk) -> tuple[str, ...]:
    """Each folder that may hold copies, also one that was said to be lost."""
    now = desk.setting(BACKUP_FOLDER)
    before = tuple(one.path for one in earlier(desk) if not one.tag)
    return (now, *before) if now and _may_hold(desk, now) else before


def known(desk: Desk) -> tuple[str, ...]:
    """The same with the folder of now, also when this desk made none there yet: others may have."""
    now = desk.setting(BACKUP_FOLDER)
    return tuple(dict.fromkeys((*([now] if now else []), *every(desk))))


def awaited(desk: Desk) -> tuple[str, ...]:
    """Folders of before that are not there, and may come back with copies in them."""
    away = (one.path for one in earlier(desk) if not one.lost_on and not _is_reached(desk, one))
    return tuple(dict.fromkeys(away))


def choose(desk: Desk, folder: str) -> None:
    """Let the copies go there from now on; those in the folder of before are not forgotten."""
    was = desk.setting(BACKUP_FOLDER)
    others = [one for one in earlier(desk) if one.tag or one.path not in {was, folder}]
    if was and was != folder and _may_hold(desk, was):
        others.append(Earlier(was))
    note(desk, _EARLIER, others)
    desk.set_setting(BACKUP_FOLDER, folder)


def clear(desk: Desk) -> bool:
    """Take the copies out of every folder of before that is there. False when one is still to come.

    One that was said to be lost is not waited for. Raises StoreRefused for one in which nothing can be
    removed.
    """
    _cleared(desk, earlier(desk))
    return not awaited(desk)


def clear_found(desk: Desk) -> None:
    """What is there all the same, or is of a desk that is gone, has its turn. Raises StoreRefused."""
    _cleared(desk, [one for one in earlier(desk) if one.lost_on or one.tag])


def expect(desk: Desk, tag: str, also: Collection[str] = (), taken: Collection[str] = ()) -> None:
    """A desk that was set aside here is gone: its copies go, from every folder this desk knows and `also`.

    What can be reached goes now; from `taken` they went. One that was said to be lost is not waited for.
    """
    with suppress(StoreRefused):
        if tag == backup.tag_of(desk.folder):
            return  # those are this desk's own
    own = {one.path: one for one in earlier(desk) if not one.tag}
    paths = (one for one in dict.fromkeys((*known(desk), *also)) if one not in taken)
    theirs = [replace(own.get(path, Earlier(path)), tag=tag) for path in paths]
    note(desk, _EARLIER, [*(one for one in earlier(desk) if one.tag != tag), *theirs])
    with suppress(StoreRefused):
        clear_found(desk)


def of_others(desk: Desk) -> tuple[str, ...]:
    """Folders from which copies of such a desk are still to go."""
    return tuple(dict.fromkeys(one.path for one in earlier(desk) if one.tag and not one.lost_on))


def _cleared(desk: Desk, folders: Sequence[Earlier]) -> None:
    # Copies of this desk show that a folder is there, so those go last.
    for one in sorted(folders, key=lambda one: not one.tag):
        if _is_reached(desk, one):
            backup.take_away_of(one.tag or backup.tag_of(desk.folder), Path(one.path))
            note(desk, _EARLIER, [other for other in earlier(desk) if other != one])


def _is_reached(desk: Desk, one: Earlier) -> bool:
    if not one.tag or _has_copies(desk, one.path):
        return _has_copies(desk, one.path)
    of_now = desk.setting(BACKUP_FOLDER) == one.path
    return backup.has_copies_of(one.tag, Path(one.path)) or (of_now and is_there(desk, one.path))


def _may_hold(desk: Desk, folder: str) -> bool:
    return desk.setting(_GIVEN) == folder or _has_copies(desk, folder)


def _has_copies(desk: Desk, folder: str) -> bool:
    return bool(backup.backup_days(desk.folder, Path(folder)))


def say_lost(desk: Desk, path: str) -> None:
    """That folder is gone for good: who works here says so, today. It is accounted for."""
    if desk.setting(BACKUP_FOLDER) == path:
        choose(desk, "")
    note_lost(desk, _EARLIER, path)


def lost(desk: Desk) -> tuple[Lost, ...]:
    """What was said to be gone for good and did not come back."""
    return lost_of(desk, earlier(desk))


def noted(desk: Desk, setting: str) -> tuple[Earlier, ...]:
    """The folders that a setting keeps."""
    return tuple(Earlier(**_fields(one)) for one in json.loads(desk.setting(setting) or "[]"))


def note(desk: Desk, setting: str, folders: Sequence[Earlier]) -> None:
    """Keep these in it."""
    desk.set_setting(setting, json.dumps([asdict(one) for one in folders]))


def note_lost(desk: Desk, setting: str, path: str) -> None:
    """Of one of them who works here says, today, that it is gone for good."""
    known = noted(desk, setting)
    of_it = [one for one in known if one.path == path] or [Earlier(path)]
    said = [replace(one, lost_by=desk.user, lost_on=desk.today().isoformat()) for one in of_it]
    note(desk, setting, [*(one for one in known if one.path != path), *said])
    desk.note(LOST, "house")


def lost_of(desk: Desk, folders: Sequence[Earlier]) -> tuple[Lost, ...]:
    """Those of which somebody said so, by name."""
    said = [one for one in folders if one.lost_on]
    found = (Lost(one.path, _name(desk, one.lost_by), date.fromisoformat(one.lost_on)) for one in said)
    return tuple(dict.fromkeys(found))


def _name(desk: Desk, user: str) -> str:
    found = desk.read(lambda session: session.get(Member, user))
    return "een oud-collega" if found is None or found.deleted else found.name


def _fields(kept: dict[str, Any]) -> dict[str, str]:
    return {name: str(kept.get(name, "")) for name in Earlier.__slots__}
