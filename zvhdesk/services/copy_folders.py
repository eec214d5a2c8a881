"""Folders in which copies of this desk may stand that were made there before another folder was chosen.

What is destroyed has to go from all of them (DATA.md 18). A folder that is not there now has its turn when it
is back; of one that never comes back a person says so, and it stays known who said it and when.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

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
    """A folder that was chosen before. On `lost_on` (ISO) `lost_by` said that it is gone for good."""

    path: str
    lost_by: str = ""
    lost_on: str = ""


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
    before = tuple(one.path for one in earlier(desk))
    return (now, *before) if now and _may_hold(desk, now) else before


def awaited(desk: Desk) -> tuple[str, ...]:
    """Folders of before that are not there, and may come back with copies in them."""
    return tuple(one.path for one in earlier(desk) if not one.lost_on and not _has_copies(desk, one.path))


def choose(desk: Desk, folder: str) -> None:
    """Let the copies go there from now on; those in the folder of before are not forgotten."""
    was = desk.setting(BACKUP_FOLDER)
    others = [one for one in earlier(desk) if one.path not in {was, folder}]
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
    """One that was said to be lost and is there all the same has its turn. Raises StoreRefused."""
    _cleared(desk, [one for one in earlier(desk) if one.lost_on])


def _cleared(desk: Desk, folders: Sequence[Earlier]) -> None:
    for one in folders:
        if _has_copies(desk, one.path):
            backup.take_away(desk.folder, Path(one.path))
            note(desk, _EARLIER, [other for other in earlier(desk) if other != one])


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
    said = Earlier(path, desk.user, desk.today().isoformat())
    note(desk, setting, [*(one for one in noted(desk, setting) if one.path != path), said])
    desk.note(LOST, "house")


def lost_of(desk: Desk, folders: Sequence[Earlier]) -> tuple[Lost, ...]:
    """Those of which somebody said so, by name."""
    said = [one for one in folders if one.lost_on]
    return tuple(Lost(one.path, _name(desk, one.lost_by), date.fromisoformat(one.lost_on)) for one in said)


def _name(desk: Desk, user: str) -> str:
    found = desk.read(lambda session: session.get(Member, user))
    return "een oud-collega" if found is None or found.deleted else found.name


def _fields(kept: dict[str, Any]) -> dict[str, str]:
    return {name: str(kept[name]) for name in Earlier.__slots__}
