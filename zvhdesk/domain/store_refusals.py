"""What the store may answer instead of opening. Each is a value; ui/explain_store.py says it in a sentence.

None of them holds a passphrase, a key, a file's contents or a path: they end up on screens and in reports.
"""

from dataclasses import dataclass
from enum import Enum, auto

from zvhdesk.domain.refusing import Refusing


class KeyringTrouble(Enum):
    """Why the keyring of the operating system cannot do its part."""

    ABSENT = auto()
    """There is no keyring on this machine that the program trusts."""
    LOCKED = auto()
    """There is one, and it did not open: the question for its password was refused or could not be shown."""
    GONE = auto()
    """It is open, and holds no secret for this house: another machine, another account, or it was emptied."""
    OTHER = auto()
    """It holds something under our name that is not the secret of this house."""
    UNRELIABLE = auto()
    """It failed, or gave back something other than what was put in."""


class PassphraseWeakness(Enum):
    """Why a passphrase is not accepted. The floor: five different words, or fourteen characters."""

    TOO_SHORT = auto()
    COMMON = auto()
    """Too little remains after taking out known passwords, years, keyboard rows and the house's name."""
    MONOTONOUS = auto()
    """The same few characters over and over."""


class SheetTrouble(Enum):
    """What is wrong with the typed text of a recovery sheet."""

    LENGTH = auto()
    """Characters are missing or too many."""
    ROW = auto()
    """One row holds a typing mistake; `row` says which."""
    WHOLE = auto()
    """Every row is right in itself and the sheet as a whole is not."""
    OTHER_NUMBER = auto()
    """It is the other sheet of the two."""
    OTHER_HOUSE = auto()
    """It belongs to another house, or to an earlier pair of sheets of this one."""


@dataclass(frozen=True, slots=True)
class WrongPassphrase:
    """The vault is whole and the passphrase does not open it."""


@dataclass(frozen=True, slots=True)
class WeakPassphrase:
    """A new passphrase that is too easy to guess."""

    weakness: PassphraseWeakness


@dataclass(frozen=True, slots=True)
class KeyringMissing:
    """The house needs the secret in the operating system's keyring, and it cannot be had."""

    trouble: KeyringTrouble


@dataclass(frozen=True, slots=True)
class VaultDamaged:
    """vault.json is not what was written: broken off, altered or not ours."""


@dataclass(frozen=True, slots=True)
class WeakenedVault:
    """vault.json asks for less work per guess than the program ever writes: someone lowered it."""


@dataclass(frozen=True, slots=True)
class NewerVault:
    """vault.json was written by a newer version of the program. Both are format numbers."""

    found: int
    known: int


@dataclass(frozen=True, slots=True)
class NotAHouse:
    """There is no vault.json in the folder."""


@dataclass(frozen=True, slots=True)
class NotEmpty:
    """A new house, or one put back from a backup, goes into an empty folder only."""


@dataclass(frozen=True, slots=True)
class FolderUnusable:
    """The folder of the house cannot be made, read or written."""


@dataclass(frozen=True, slots=True)
class DatabaseMissing:
    """desk.db is absent or empty. SQLite would silently begin an empty one."""


@dataclass(frozen=True, slots=True)
class DatabaseExists:
    """desk.db is already there where a new one should be made."""


@dataclass(frozen=True, slots=True)
class PlainFile:
    """desk.db is an ordinary SQLite file: its contents are not encrypted."""


@dataclass(frozen=True, slots=True)
class KeyDoesNotFit:
    """The first page does not open: desk.db belongs to another vault, or its beginning is damaged."""


@dataclass(frozen=True, slots=True)
class DatabaseDamaged:
    """The key fits and a page further on is damaged."""


@dataclass(frozen=True, slots=True)
class NewerSchema:
    """desk.db was written by a newer version of the program. Both are names of migrations."""

    found: str
    known: str


@dataclass(frozen=True, slots=True)
class OtherCompartment:
    """The file is of another dossiercompartiment than it is opened as, such as a copy put back elsewhere."""


@dataclass(frozen=True, slots=True)
class CipherUnfit:
    """The installation cannot encrypt, or carries an SQLite that is too old to be trusted with WAL."""


@dataclass(frozen=True, slots=True)
class AlreadyOpen:
    """Another window or command holds desk.lock."""


@dataclass(frozen=True, slots=True)
class NoDemoYet:
    """Another desk of the demo house was asked for before the demo house was made."""


@dataclass(frozen=True, slots=True)
class SyncedFolder:
    """The folder is copied to a cloud by `service`, a brand name such as ``OneDrive``."""

    service: str


@dataclass(frozen=True, slots=True)
class NetworkFolder:
    """The folder is on another machine: SQLite's locks and WAL do not hold there."""


@dataclass(frozen=True, slots=True)
class RoamingFolder:
    """The folder is in the Windows profile that travels from machine to machine."""


@dataclass(frozen=True, slots=True)
class WrongSheet:
    """The typed text of a recovery sheet is not right. `which` is 1 or 2; `row` is 1 to 8 with ROW only."""

    which: int
    trouble: SheetTrouble
    row: int | None = None


@dataclass(frozen=True, slots=True)
class SheetsOvertaken:
    """New recovery sheets were made for a vault that was changed since, such as by another passphrase."""


@dataclass(frozen=True, slots=True)
class BackupDamaged:
    """The backup file is not whole, or not one of ours."""


@dataclass(frozen=True, slots=True)
class BackupMissing:
    """There is no file by that name to put back."""


@dataclass(frozen=True, slots=True)
class BackupFolderUnusable:
    """The folder for backups is not there, full, or may not be written."""


StoreRefusal = (
    WrongPassphrase
    | WeakPassphrase
    | KeyringMissing
    | VaultDamaged
    | WeakenedVault
    | NewerVault
    | NotAHouse
    | NotEmpty
    | FolderUnusable
    | DatabaseMissing
    | DatabaseExists
    | PlainFile
    | KeyDoesNotFit
    | DatabaseDamaged
    | NewerSchema
    | OtherCompartment
    | CipherUnfit
    | AlreadyOpen
    | NoDemoYet
    | SyncedFolder
    | NetworkFolder
    | RoamingFolder
    | WrongSheet
    | SheetsOvertaken
    | BackupDamaged
    | BackupMissing
    | BackupFolderUnusable
)


class StoreRefused(Refusing):
    """The store stays closed. Nothing was overwritten; `reason` says why."""

    reason: StoreRefusal

    def __init__(self, reason: StoreRefusal) -> None:
        super().__init__(reason)
