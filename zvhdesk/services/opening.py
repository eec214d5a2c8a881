"""Making and opening a house: vault, database and first rows together. Window and command line use it."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import FOUNDING, Compartment
from zvhdesk.models.device_setting import device_setting
from zvhdesk.models.home import home
from zvhdesk.models.house import House, Member
from zvhdesk.models.meetings import Meeting
from zvhdesk.services import founding, house_keys, house_mark
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import DATABASES, Desk
from zvhdesk.services.meetings import overview
from zvhdesk.services.papers.recovery import sheet_pdf
from zvhdesk.services.setup_answers import SetupAnswers
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.files import move_into_place
from zvhdesk.services.unlock.kek import KEY_BYTES
from zvhdesk.services.unlock.keyring import SecretStore
from zvhdesk.services.unlock.standard import APART
from zvhdesk.services.unlock.vault_file import VAULT_NAME

BACKUP_FOLDER = "backup_folder"
"""The device setting that says where the daily copies go."""

_BUILDING = "inrichten"
"""The folder in which the database of a new house comes about."""


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault just made: the database key (32 bytes) and the two recovery sheets as PDF, kept nowhere."""

    key: bytes
    sheet1: bytes
    sheet2: bytes


@dataclass(frozen=True, slots=True)
class HouseWords:
    """What the frame of the window says: the house, who works here, and the minutes until it locks.

    `live_meeting` is the meeting that runs on this desk and `held_on` its day, None when there is none.
    """

    name: str
    person: str
    role: str
    auto_lock_minutes: int
    live_meeting: str | None = None
    held_on: date | None = None
    apart: bool = False
    """The cases of CTER are open, and no others."""


def make_vault(
    folder: Path, label: str, passphrase: str, keyring: SecretStore | None, now: datetime
) -> NewVault:
    """Make the vault of a new house. Raises StoreRefused; then nothing was written."""
    made = vault.create_house(folder, label, passphrase, keyring, now)
    first, second = (sheet_pdf(sheet) for sheet in made.sheets)
    return NewVault(made.key, first, second)


def begin_setup(folder: Path) -> None:
    """Mark an existing folder: until `found_house` ends, a vault in it protects nothing yet."""
    (folder / vault.SETUP_MARK).touch()


def found_house(
    folder: Path, key: bytes, answers: SetupAnswers, clock: Clock, keyring: SecretStore | None = None
) -> Desk:
    """Make the database of a new house from what the set-up asked, and open it.

    It is built in a folder of its own and moved in when it is whole: broken off at any moment, there is
    either this house or none, never one without a name. Raises StoreRefused.
    """

    def fill(desk: Desk) -> None:
        desk.change(lambda session: founding.found(session, answers, desk.user), FOUNDING)
        if answers.backup_folder:
            desk.set_setting(BACKUP_FOLDER, answers.backup_folder)
        house_keys.sheets_handed_out(desk, vault.sheets_mark(folder))

    return build(folder, key, fill, clock, keyring)


def build(
    folder: Path,
    key: bytes,
    fill: Callable[[Desk], object],
    clock: Clock,
    keyring: SecretStore | None,
    of: Compartment = Compartment.REGULAR,
) -> Desk:
    """Make a database that `fill` fills in a folder of its own, move it in when it is whole, and open it.

    The vault is there already. Raises StoreRefused and what `fill` raises; then there is no database.
    """
    building = folder / _BUILDING
    _clear_building(folder)
    building.mkdir(mode=0o700)
    desk = Desk.create(building, key, clock, of)
    try:
        fill(desk)
    finally:
        desk.close()
    move_into_place(building / DATABASES[of], folder / DATABASES[of])
    _clear_building(folder)
    (folder / vault.SETUP_MARK).unlink(missing_ok=True)
    return _opened(folder, key, keyring, clock, of)


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """A desk that is joining a house: its database stands apart, under a key that is kept nowhere yet."""

    folder: Path
    key: bytes
    desk: Desk


def begin_joining(folder: Path, clock: Clock, of: Compartment = Compartment.REGULAR) -> Begun:
    """An empty database for a desk that joins. Broken off before `end_joining` nothing of it is left.

    Raises StoreRefused.
    """
    vault.check_empty(folder)
    vault.make_folder(folder)
    begin_setup(folder)
    building = folder / _BUILDING
    _clear_building(folder)
    building.mkdir(mode=0o700)
    key = secrets.token_bytes(KEY_BYTES)
    return Begun(folder, key, Desk.create(building, key, clock, of))


def end_joining(begun: Begun, passphrase: str, recovery: bytes, keyring: SecretStore | None) -> Desk:
    """Give the joined desk its vault, sealed to the recovery key of the house, and open it where it belongs.

    Its name is what the house calls itself. Raises StoreRefused; then it can be tried again.
    """
    desk, folder, database = begun.desk, begun.folder, DATABASES[begun.desk.compartment]
    name = desk.read(lambda session: session.scalars(select(House.name)).one())
    vault.create_joined(folder, name, passphrase, keyring, begun.key, recovery)
    desk.close()
    move_into_place(folder / _BUILDING / database, folder / database)
    _clear_building(folder)
    (folder / vault.SETUP_MARK).unlink(missing_ok=True)
    return _opened(folder, begun.key, keyring, desk.clock, desk.compartment)


def leave_joining(begun: Begun) -> None:
    """It is not to be after all: nothing of it is left."""
    begun.desk.close()
    clear_unfinished(begun.folder)


def open_house(
    folder: Path,
    passphrase: str,
    keyring: SecretStore | None,
    clock: Clock,
    of: Compartment = Compartment.REGULAR,
) -> Desk:
    """Open a house with its passphrase. Raises StoreRefused."""
    return _opened(folder, vault.unlock(folder, passphrase, keyring), keyring, clock, of)


def recover_house(
    folder: Path,
    sheets: tuple[str, str],
    passphrase: str,
    keyring: SecretStore | None,
    clock: Clock,
    of: Compartment = Compartment.REGULAR,
) -> Desk:
    """Open a house with both recovery sheets and give it a new passphrase. Raises StoreRefused."""
    desk = _opened(folder, vault.recover(folder, *sheets, passphrase, keyring), keyring, clock, of)
    try:
        house_keys.sheets_used(desk)
    except BaseException:
        desk.close()
        raise
    return desk


def open_revoked(
    folder: Path,
    sheets: tuple[str, str],
    keyring: SecretStore | None,
    clock: Clock,
    of: Compartment = Compartment.REGULAR,
) -> Desk:
    """Open a desk that was revoked and kept, this once: nothing on disk opens it afterwards but the sheets.

    Raises StoreRefused.
    """
    desk = _opened(folder, vault.by_sheets(folder, *sheets), keyring, clock, of)
    try:
        house_keys.sheets_used(desk)
    except BaseException:
        desk.close()
        raise
    return desk


def _opened(folder: Path, key: bytes, keyring: SecretStore | None, clock: Clock, of: Compartment) -> Desk:
    desk = Desk.open(folder, key, clock, of)
    desk.keyring = keyring
    house_mark.keep(desk)
    return desk


def clear_unfinished(folder: Path) -> None:
    """Take away the vault of a set-up that stopped before there was a database. No other vault is touched.

    With a database the set-up had ended, but for taking its mark away. The folder of the other
    dossiercompartiment goes too when nothing is left in it.
    """
    begun = folder / vault.SETUP_MARK
    if begun.exists():
        if not any((folder / name).exists() for name in DATABASES.values()):
            (folder / VAULT_NAME).unlink(missing_ok=True)
        _clear_building(folder)
        begun.unlink()
        if folder.name == APART:
            with suppress(OSError):
                folder.rmdir()


def _clear_building(folder: Path) -> None:
    building = folder / _BUILDING
    if building.is_dir():
        for left in building.glob("*.db*"):
            left.unlink()
        building.rmdir()


def house_words(session: Session, user: str) -> HouseWords:
    """The words of this house and this user."""
    house = session.scalars(select(House)).one()
    member = session.get(Member, user)
    device = device_setting(session, "device")
    live = overview.live_here(session, device) if device else None
    return HouseWords(
        name=house.name,
        person=member.name if member else "",
        role=member.role if member else "",
        auto_lock_minutes=min(15, max(1, house.auto_lock_minutes)),
        live_meeting=live,
        held_on=None if live is None else session.get_one(Meeting, live).held_on,
        apart=home(session) is Compartment.CTER,
    )
