"""What was set aside on this computer: seen in Beheer, opened beside this house, removed for good."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from tests.pictures import keep
from zvhdesk.models.agreeing import DestroyedStream
from zvhdesk.services import aside_folders, backup, copy_folders, house_mark, revoked, set_aside
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import lock, vault_file
from zvhdesk.services.unlock.recovery_key import PUBLIC_BYTES
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.beheer.aside_card import AsideCard
from zvhdesk.ui.kit import Message
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.tasks import Tasks

_SAYS = "import sys; open(sys.argv[1], 'w').write(' '.join(sys.argv[2:]))"


@pytest.fixture
def card(window: MainWindow, house_folder: Path, settled: Callable[[], None]) -> AsideCard:
    """Two of an ordinary desk, one of which was wiped, and one of CTER, which the page does not show."""
    for name, part, after in (
        ("huis-opzij-2026-03-02", "", "wipe"),
        ("huis-opzij-2026-03-09", "", None),
        ("huis-opzij-2026-03-09", "cter", "keep"),
    ):
        folder = house_folder.with_name(name) / part
        folder.mkdir(parents=True, exist_ok=True)
        for file in ("desk.db", "vault.json"):
            (folder / file).write_text(file)
        if after is not None:
            told = {"after": after, "label": "Huis", "shut": True, "entry": None, "backups": []}
            (folder / revoked.MARK).write_text(json.dumps(told))
    page = window.go("admin", "backup")
    assert isinstance(page, AdminPage)
    settled()
    return page.backup.aside


def press(card: AsideCard, name: str) -> None:
    found = card.findChild(QAbstractButton, f"admin.aside.{name}")
    assert found is not None
    assert found.isVisible()
    found.click()


def read(card: AsideCard) -> list[str]:
    return [one.text() for one in card.findChildren(QLabel) if one.isVisible()]


def test_each_says_what_opens_it_and_what_was_wiped_is_not_offered(
    card: AsideCard, window: MainWindow, settled: Callable[[], None]
) -> None:
    window.resize(1366, 768)
    said = " ".join(read(card))
    assert "Opzij gezet op 9 mrt 2026" in said
    assert "Gaat open met de wachtwoordzin van toen" in said
    assert "Opzij gezet op 2 mrt 2026" in said
    assert "niemand opent het nog" in said
    assert "bewaren" not in said, "of the other compartment nothing is shown"
    opens = card.findChild(QAbstractButton, "admin.aside.1.open")
    assert opens is not None
    assert not opens.isVisible()
    press(card, "0.remove")
    settled()
    keep(window, "beheer-opzij")


def test_it_opens_in_a_program_of_its_own(card: AsideCard, tmp_path: Path, qtbot: QtBot) -> None:
    written = tmp_path / "gezegd"
    assert card.command[-2:] == ("-m", "zvhdesk")
    card.command = (sys.executable, "-c", _SAYS, str(written))
    press(card, "0.open")
    assert "tweede venster open" in card.message.text
    qtbot.waitUntil(lambda: written.is_file() and bool(written.read_text()), timeout=10_000)
    assert written.read_text() == str(tmp_path / "huis-opzij-2026-03-09")


def test_it_is_removed_after_being_asked_once_more(
    card: AsideCard, tmp_path: Path, settled: Callable[[], None]
) -> None:
    """What stands beside it of CTER is not this desk's; while it is open elsewhere nothing goes."""
    place = tmp_path / "huis-opzij-2026-03-09"
    press(card, "0.remove")
    assert any("voorgoed weg" in said for said in read(card))
    press(card, "0.no")
    assert not any("voorgoed weg" in said for said in read(card))
    press(card, "0.remove")
    with lock.hold(place):
        press(card, "0.yes")
        settled()
        assert (place / "vault.json").exists()
        assert "is al geopend" in card.message.text
    press(card, "0.yes")
    settled()
    assert card.message.text == "Het is verwijderd."
    assert sorted(path.name for path in place.iterdir() if path.name != lock.LOCK_NAME) == ["cter"]
    set_aside.remove(place, apart=True)
    assert not place.exists()
    press(card, "0.remove")
    assert any("U verliest er niets mee" in said for said in read(card))
    press(card, "0.yes")
    settled()
    assert not (tmp_path / "huis-opzij-2026-03-02").exists()
    assert set_aside.kept(tmp_path / "huis", apart=False) == ()


def _vault(folder: Path, made: Path, **other: object) -> None:
    folder.mkdir(exist_ok=True)
    vault_file.save(folder, replace(vault_file.load(made), **other))  # type: ignore[arg-type]


def _wiped(folder: Path, backups: list[str]) -> None:
    folder.mkdir()
    told = {"after": "wipe", "label": "Huis", "shut": True, "entry": None, "backups": backups}
    (folder / revoked.MARK).write_text(json.dumps(told))


def test_one_that_nobody_opens_counts_for_nothing(
    card: AsideCard, tmp_path: Path, tasks: Tasks, settled: Callable[[], None]
) -> None:
    assert card.isVisible()
    held: list[tuple[str, ...]] = []
    tasks.ask(aside_folders.held, held.append)
    settled()
    assert held == [(str(tmp_path / "huis-opzij-2026-03-09"),)]


_RENAMED = {"label": "Een vorige naam", "recovery_public": bytes(PUBLIC_BYTES)}
"""The house had another name once, and its desk made sheets of its own."""


@pytest.fixture
def mark(card: AsideCard, house_folder: Path, tasks: Tasks, settled: Callable[[], None]) -> str:
    """What tells of which house the desk is."""
    assert card.isVisible()
    tasks.ask(house_mark.keep, lambda _: None)
    settled()
    return house_mark.found(house_folder) or ""


@pytest.fixture
def of(card: AsideCard, house_folder: Path, mark: str) -> dict[str, Path]:
    """More of them by their day, among which one of another house, and one whose copies were out of reach."""
    assert card.isVisible()
    made = {day: house_folder.with_name(f"huis-opzij-2026-03-{day}") for day in ("09", "08", "07", "06")}
    _vault(made["09"], house_folder, key_fingerprint=b"then" * 4)
    _vault(made["08"], house_folder, key_fingerprint=b"else" * 4)
    (made["08"] / house_mark.NAME).write_text(mark[::-1])
    _wiped(made["07"], ["E:/kopie"])
    _vault(made["07"], house_folder, key_fingerprint=b"gone" * 4)
    _vault(made["06"], house_folder, key_fingerprint=b"away" * 4, **_RENAMED)
    return made


def test_only_one_that_is_known_to_be_of_another_house_counts_for_nothing(
    card: AsideCard, house_folder: Path, mark: str, tasks: Tasks, settled: Callable[[], None]
) -> None:
    """Neither its name nor its sheets tell; one of before there were marks may be of this house."""
    assert card.isVisible()
    assert len(mark) == 64
    assert house_folder.name not in mark
    made = {day: house_folder.with_name(f"huis-opzij-2026-04-{day}") for day in ("04", "03", "02", "01")}
    for day, told in (("04", mark), ("03", mark[1:]), ("02", mark[::-1]), ("01", None)):
        _vault(made[day], house_folder, **_RENAMED)
        if told is not None:
            (made[day] / house_mark.NAME).write_text(told)
    held: list[tuple[str, ...]] = []
    tasks.ask(aside_folders.held, held.append)
    settled()
    here = [Path(one) for one in held[0]]
    assert [one for one in here if one in made.values()] == [made[day] for day in ("04", "03", "01")]


@pytest.fixture
def copies_of(tmp_path: Path, house_folder: Path, of: dict[str, Path]) -> tuple[Path, ...]:
    """A daily copy of three of them, of this desk and of a desk elsewhere, in the folder of now."""
    folder = tmp_path / "kopie"
    folder.mkdir()
    tags = (*map(backup.tag_of, (of["09"], of["06"], of["08"], house_folder)), "abcdef")
    made = tuple(folder / f"zvhdesk-2026-03-09-{tag}.zip" for tag in tags)
    for one in made:
        one.touch()
    return made


def test_one_that_a_destruction_waits_for_says_so_and_takes_its_copies_along(
    card: AsideCard,
    page: AdminPage,
    of: dict[str, Path],
    copies_of: tuple[Path, ...],
    tmp_path: Path,
    tasks: Tasks,
    settled: Callable[[], None],
) -> None:
    """Not one that nobody opens any more, nor that of another house; one that was moved away is missed."""
    held: list[tuple[str, ...]] = []

    def destroyed(desk: Desk) -> None:
        copy_folders.choose(desk, str(copies_of[0].parent))
        copy_folders.given(desk, str(copies_of[0].parent))
        assert aside_folders.waited_for(desk) == (), "nothing was destroyed"
        held.append(aside_folders.held(desk))
        assert not aside_folders.look(desk)
        desk.keep(lambda s: s.add(DestroyedStream(stream="a" * 32, comp=b"c" * 16, message=b"{}")))

    tasks.ask(destroyed, lambda _: None)
    settled()
    assert held == [tuple(str(of[day]) for day in ("09", "07", "06"))]
    of["06"].rename(tmp_path / "stick")
    page.window().resize(1366, 768)
    page.backup.opened()
    settled()
    waiting = [one.objectName() for one in card.findChildren(Message) if one.objectName().endswith(".waits")]
    assert waiting == ["admin.aside.0.waits", "admin.aside.2.waits"]
    assert said(page, "admin.backup.away.0") == str(of["06"])
    keep(page.window(), "beheer-opzij-vernietigd")
    for names, there in (
        (("aside.0.remove", "aside.0.yes"), [False, True, True, True, True]),
        (("backup.away.0.gone", "backup.away.0.yes"), [False, False, True, True, True]),
    ):
        for name in names:
            button = page.findChild(QAbstractButton, f"admin.{name}")
            assert button is not None
            button.click()
            settled()
        assert [one.exists() for one in copies_of] == there, "not those of another desk"
    assert said(page, "admin.backup.lost.0").startswith(f"{of['06']}: komt niet terug")
    tasks.ask(aside_folders.waited_for, held.append)
    tasks.ask(aside_folders.moved, held.append)
    settled()
    assert held[1:] == [(str(of["07"]),), ()]
    for name in ("1.remove", "1.yes"):
        press(card, name)
        settled()
    assert card.message.text.endswith("gemaakt in E:/kopie, gaan weg zodra die map er weer is.")
    assert said(page, "admin.backup.away.0") == "E:/kopie", "known at once, not at the next start"
    keep(page.window(), "beheer-opzij-verwijderd")
    for name in ("0.remove", "0.yes"):
        press(card, name)
        settled()
    there = [one.exists() for one in copies_of]
    assert there == [False, False, False, True, True], "also those of another house"


def said(page: AdminPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()
