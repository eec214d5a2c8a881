"""Beheer, Toegang, as the desk does it: accounted for, and told which sheets are good."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.store.world import PASSPHRASE, House, refused
from tests.worlds import FixedClock
from zvhdesk.domain.store_refusals import (
    KeyringMissing,
    KeyringTrouble,
    SheetTrouble,
    StoreRefused,
    WeakPassphrase,
    WrongPassphrase,
    WrongSheet,
)
from zvhdesk.models.local import AccessEvent
from zvhdesk.services import house_keys, opening
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.services.house_keys import Keys
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.tour.reading import read_pdf

NEW_PASSPHRASE = "lantaarn zuivel trommel egel marmer fluit"
WRONG = "vijf heel andere woorden hier"


@pytest.fixture(scope="module")
def database(made: House, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The database of that house, with nothing in it."""
    folder = tmp_path_factory.mktemp("database")
    Desk.create(folder, made.key, FixedClock()).close()
    return (folder / DATABASE).read_bytes()


@pytest.fixture
def desk(house: House, database: bytes) -> Iterator[Desk]:
    (house.folder / DATABASE).write_bytes(database)
    made = Desk.open(house.folder, house.key, FixedClock())
    made.keyring = house.keyring
    with closing(made):
        yield made


def accounted(desk: Desk) -> list[tuple[str, str]]:
    rows = desk.read(lambda s: s.execute(select(AccessEvent.action, AccessEvent.result)).all())
    return [(action, result) for action, result in rows]


def texts(new: house_keys.NewSheets) -> tuple[str, str]:
    first, second = new.renewal.sheets
    return first.text, second.text


def test_new_sheets_take_the_place_of_the_old_ones(desk: Desk, house: House) -> None:
    old, mixed = tuple(sheet.text for sheet in house.sheets), WrongSheet(2, SheetTrouble.OTHER_HOUSE)
    new = house_keys.make_sheets(desk, PASSPHRASE)
    found = house_keys.use_sheets(desk, new)
    assert found == Keys(house.sheets[0].label, True, new.mark, date(2026, 3, 12), None)
    first, second = texts(new)
    with refused(WrongSheet(1, SheetTrouble.OTHER_HOUSE)):
        vault.recover(house.folder, old[0], old[1], NEW_PASSPHRASE, house.keyring)
    with refused(mixed):
        vault.recover(house.folder, first, old[1], NEW_PASSPHRASE, house.keyring)
    desk.close()
    with closing(
        opening.recover_house(house.folder, (first, second), NEW_PASSPHRASE, house.keyring, FixedClock())
    ) as again:
        assert house_keys.keys(again).used == date(2026, 3, 12)
        assert accounted(again) == [("sheets.make", "ok"), ("sheets.renew", "ok"), ("sheets.use", "ok")]


def test_the_mark_and_the_day_stand_on_both_papers(desk: Desk) -> None:
    new = house_keys.make_sheets(desk, PASSPHRASE)
    for number, pdf in enumerate(new.pdfs, 1):
        text = read_pdf(pdf).text
        assert f"Herstelblad {number} van 2" in text
        assert "12 maart 2026" in text
        assert f"kenmerk {new.mark}" in text


def test_until_then_the_old_ones_are_shown_and_good(desk: Desk, house: House) -> None:
    before = house_keys.keys(desk)
    assert before == Keys(house.sheets[0].label, True, house.sheets[0].pair, None, None)
    house_keys.make_sheets(desk, PASSPHRASE)
    assert house_keys.keys(desk) == before


def test_a_wrong_passphrase_makes_no_sheets_and_is_accounted_for(desk: Desk, house: House) -> None:
    with refused(WrongPassphrase()):
        house_keys.make_sheets(desk, WRONG)
    assert accounted(desk) == [("sheets.make", "refused")]
    assert house_keys.keys(desk).mark == house.sheets[0].pair


def test_another_passphrase(desk: Desk, house: House) -> None:
    house_keys.change_passphrase(desk, PASSPHRASE, NEW_PASSPHRASE)
    assert accounted(desk) == [("passphrase.change", "ok")]
    assert vault.unlock(house.folder, NEW_PASSPHRASE, house.keyring) == house.key
    with refused(WrongPassphrase()):
        vault.unlock(house.folder, PASSPHRASE, house.keyring)
    with refused(KeyringMissing(KeyringTrouble.GONE)):
        vault.unlock(house.folder, NEW_PASSPHRASE, MemoryKeyring())
    first, second = (sheet.text for sheet in house.sheets)
    assert vault.recover(house.folder, first, second, PASSPHRASE, house.keyring) == house.key


@pytest.mark.parametrize(
    "current, new, kind",
    [(WRONG, NEW_PASSPHRASE, WrongPassphrase), (PASSPHRASE, "welkom2026welkom2026", WeakPassphrase)],
)
def test_a_change_that_is_refused_changes_nothing(
    desk: Desk, house: House, current: str, new: str, kind: type
) -> None:
    before = (house.folder / "vault.json").read_bytes()
    with pytest.raises(StoreRefused) as caught:
        house_keys.change_passphrase(desk, current, new)
    assert isinstance(caught.value.reason, kind)
    assert (house.folder / "vault.json").read_bytes() == before
    assert accounted(desk) == [("passphrase.change", "refused")]


def test_the_desk_knows_the_keyring_it_was_opened_with(house: House, tmp_path: Path) -> None:
    Desk.create(house.folder, house.key, FixedClock()).close()
    with closing(opening.open_house(house.folder, PASSPHRASE, house.keyring, FixedClock())) as desk:
        assert desk.keyring is house.keyring
