"""What opens this house, as the page Beheer shows and changes it: its recovery sheets and its passphrase.

The vault holds the secrets (services.unlock.vault); here every act on it is accounted for, a refused one too.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import RosterLine
from zvhdesk.services.desk import Desk
from zvhdesk.services.papers.recovery import sheet_pdf
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.recovery_key import pair_id
from zvhdesk.services.unlock.vault import Renewal
from zvhdesk.wire import roster
from zvhdesk.wire.roster import Entry

HOUSE: Final = "house"
MADE: Final = "sheets.made."
"""The device setting, with the mark behind it, that says on which day sheets were handed out."""
_USED: Final = "sheets.used."


@dataclass(frozen=True, slots=True)
class Keys:
    """`mark` stands on the two sheets that are good now, 8 characters; `made` and `used` are days.

    `made` is None when these sheets were not handed out here: only the paper knows. `used` is the day they
    opened the house, None when they never did. `keyring` says whether the house also needs the keyring of
    this computer, and `label` is its name in the vault, of which no passphrase may be made. `of_house` stands
    on the sheets of a house that has a server: they open every desk of it, and make an admin; empty without.
    `apart`: this is a desk of CTER, at which nothing of the house is decided.
    """

    label: str
    keyring: bool
    mark: str
    made: date | None
    used: date | None
    of_house: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class NewSheets:
    """Two sheets as PDF that do not count yet, kept nowhere but here. `mark` stands on both."""

    renewal: Renewal
    mark: str
    pdfs: tuple[bytes, bytes]


def keys(desk: Desk) -> Keys:
    """How it stands. Raises StoreRefused when the vault cannot be read."""
    mark = vault.sheets_mark(desk.folder)
    return Keys(
        label=vault.label(desk.folder),
        keyring=vault.needs_keyring(desk.folder),
        mark=mark,
        made=_day(desk, MADE + mark),
        used=_day(desk, _USED + mark),
        of_house=desk.read(_mark_of_house),
        apart=desk.compartment is Compartment.CTER,
    )


def sheets_handed_out(desk: Desk, mark: str) -> None:
    """Remember that the sheets with this mark were made today, in the set-up or here."""
    desk.set_setting(MADE + mark, desk.today().isoformat())


def sheets_used(desk: Desk) -> None:
    """Remember that the sheets opened this house: whoever typed them has seen both."""
    desk.note("sheets.use", HOUSE)
    desk.set_setting(_USED + vault.sheets_mark(desk.folder), desk.today().isoformat())


def make_sheets(desk: Desk, passphrase: str) -> NewSheets:
    """Two new sheets to print. The old ones stay good until `use_sheets`. Takes about a second.

    Raises StoreRefused; WrongPassphrase for who only sits at an open house.
    """
    renewal = desk.look(
        lambda _session: vault.new_sheets(desk.folder, passphrase, desk.keyring, desk.clock()),
        "sheets.make",
        HOUSE,
    )
    first, second = renewal.sheets
    sheets_handed_out(desk, first.pair)
    return NewSheets(renewal, first.pair, (sheet_pdf(first), sheet_pdf(second)))


def use_sheets(desk: Desk, new: NewSheets) -> Keys:
    """From now on these sheets count and the old ones do not. Raises StoreRefused; then the old ones do."""
    desk.look(lambda _session: vault.use_sheets(desk.folder, new.renewal), "sheets.renew", HOUSE)
    return keys(desk)


def change_passphrase(desk: Desk, current: str, new: str) -> None:
    """From now on the new passphrase opens the house; the sheets stay good. Takes about two seconds.

    Raises StoreRefused: WrongPassphrase, WeakPassphrase, and those of `vault.unlock`.
    """
    desk.look(
        lambda _session: vault.change_passphrase(desk.folder, current, new, desk.keyring),
        "passphrase.change",
        HOUSE,
    )


def _mark_of_house(session: Session) -> str:
    """The first entry of the roster names the recovery key; it was checked before it was kept."""
    line = session.get(RosterLine, 1)
    if line is None:
        return ""
    _, body = roster.read(Entry(line.body, line.sig))
    return pair_id(body.recovery).hex().upper() if isinstance(body, roster.House) else ""


def _day(desk: Desk, key: str) -> date | None:
    kept = desk.setting(key)
    return date.fromisoformat(kept) if kept else None
