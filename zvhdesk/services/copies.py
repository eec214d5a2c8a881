"""The backups of this house as the page Beheer shows them, and making one now (CHAIRS.md, 8)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.domain.terms import Compartment
from zvhdesk.services import aside_folders, backup, copy_folders, destruction, safety_copy
from zvhdesk.services.copy_folders import Lost
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import BACKUP_FOLDER

WARN_DAYS = 2
"""Without a backup for so many days the program warns."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Where the copies go (empty: not chosen), the day of the newest, how many, and the days since it.

    `bare` is for how many days this desk works without one: since the newest, or else since it was made.
    `apart`: they are put back as what they are, the file of the other dossiercompartiment. `away` are
    folders that a destruction waits for, `moved` those that were set aside here and that somebody moved away;
    `lost` are those of both that somebody said never come back.
    """

    folder: str
    last: date | None = None
    count: int = 0
    days: int | None = None
    bare: int = 0
    apart: bool = False
    away: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def late(self) -> bool:
        """Whether it is time to warn: none at all, or the newest two days old or older."""
        return self.days is None or self.days >= WARN_DAYS

    @property
    def neglected(self) -> bool:
        """Whether everybody should hear of it, and not only who opens this page."""
        return self.bare >= WARN_DAYS


@dataclass(frozen=True, slots=True)
class Pending:
    """A copy written beside the database, still to be checked and packed away from the database lane."""

    key: bytes
    house: Path
    target: Path
    today: date


def copies(desk: Desk) -> Copies:
    """How it stands with the backups. A folder that is not there now has none."""
    folder, apart = desk.setting(BACKUP_FOLDER) or "", desk.compartment is Compartment.CTER
    days = backup.backup_days(desk.folder, Path(folder)) if folder else ()
    ago = _days_since(desk, days[0]) if days else None
    return Copies(
        folder,
        days[0] if days else None,
        len(days),
        ago,
        bare=_days_since(desk, desk.since) if ago is None else ago,
        apart=apart,
        away=destruction.waits_for(desk),
        moved=aside_folders.moved(desk),
        lost=(*copy_folders.lost(desk), *aside_folders.lost(desk)),
    )


def _days_since(desk: Desk, day: date) -> int:
    return max(0, (desk.today() - day).days)


def choose_folder(desk: Desk, folder: Path) -> Copies:
    """Let the copies go there from now on. Raises Refused for the folder of the house itself."""
    apart = desk.compartment is Compartment.CTER
    inside = (desk.folder.parent if apart else desk.folder).resolve()
    if folder.resolve() == inside or inside in folder.resolve().parents:
        raise Refused(
            BadInput("folder", "Kies een andere map dan die van het huis zelf, liefst op een andere schijf.")
        )
    if not folder.is_dir():
        raise Refused(BadInput("folder", "Deze map is er niet. Maak de map eerst aan, of kies een andere."))
    copy_folders.choose(desk, str(folder))
    return copies(desk)


def say_lost(desk: Desk, folder: str) -> Copies:
    """That folder never comes back, says who works here; a destruction waits for it no longer."""
    notes = aside_folders if folder in aside_folders.moved(desk) else copy_folders
    notes.say_lost(desk, folder)
    destruction.finish(desk)
    return copies(desk)


def begin_if_due(desk: Desk) -> Pending | None:
    """The first half of the daily copy, when there is a folder and today's is not in it.

    What has its day lets go here, also on a desk that stays open for days: own notes of a meeting that is
    over, before they are in a copy, and the migration copy (DATA.md 6). Raises StoreRefused.
    """
    desk.forget()
    safety_copy.clear(desk.folder, desk.clock())
    destruction.finish(desk)
    # One that was said to be lost may be there all the same.
    copy_folders.clear_found(desk)
    target = desk.setting(BACKUP_FOLDER)
    if not target or not backup.backup_due(desk.folder, Path(target), desk.today()):
        return None
    return begin(desk)


def begin(desk: Desk) -> Pending:
    """Write the copy. Raises Refused when no folder was chosen, StoreRefused when it cannot be written."""
    folder = desk.setting(BACKUP_FOLDER)
    if not folder:
        raise Refused(BadInput("folder", "Kies eerst een map voor de reservekopieën."))
    copy_folders.given(desk, folder)
    backup.copy_database(desk.engine, desk.key, desk.folder)
    desk.note("backup.make", "house")
    return Pending(desk.key, desk.folder, Path(folder), desk.today())


def finish(pending: Pending) -> None:
    """Check the copy and pack it; the newest seven stay. For the work lane. Raises StoreRefused."""
    backup.pack(pending.key, pending.house, pending.target, pending.today)
