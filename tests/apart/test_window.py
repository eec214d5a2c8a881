"""The program in its windows: set-up of a desk of CTER, its own unlock window, and which one is open."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.apart.conftest import OTHER, PASSPHRASE, Made
from tests.worlds import FixedClock
from zvhdesk.app import App
from zvhdesk.services import house_file
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.surroundings import Surroundings, parse
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.setup.apart import ApartWindow
from zvhdesk.ui.theme import Theme
from zvhdesk.ui.unlock.window import UnlockWindow

Start = Callable[..., App]


@pytest.fixture
def start(qtbot: QtBot, theme: Theme, clock: FixedClock, tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a folder; whatever is still open is closed at the end."""
    assert theme.scheme
    running: list[tuple[App, list[int]]] = []
    note, keyring = tmp_path / "restarted", MemoryKeyring()
    restart = (sys.executable, "-c", f"import sys; open({str(note)!r}, 'w').write(' '.join(sys.argv[1:]))")

    def begin(folder: Path, *, apart: bool = False) -> App:
        app = App(Surroundings(folder, clock, lambda: keyring, restart, apart=apart))
        ended: list[int] = []
        app.finished.connect(ended.append)
        app.start()
        running.append((app, ended))
        qtbot.waitUntil(lambda: app.front is not None, timeout=30_000)
        return app

    yield begin
    for app, ended in running:
        app.close()
        qtbot.waitUntil(lambda ended=ended: bool(ended), timeout=30_000)  # type: ignore[misc]
        if app.workbench is not None:
            app.workbench.window.deleteLater()


def there(widget: QWidget | None, name: str) -> bool:
    """Whether there is a widget of that name."""
    return widget is not None and widget.findChild(QWidget, name) is not None


def text(widget: QWidget | None, name: str) -> str:
    """What a label says."""
    assert widget is not None
    found = widget.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def opened(qtbot: QtBot, app: App, passphrase: str) -> None:
    """Open it."""
    assert app.unlocking is not None
    app.unlocking.submitted.emit(passphrase)
    qtbot.waitUntil(lambda: app.workbench is not None and not app.tasks.busy, timeout=60_000)


def test_without_a_desk_of_cter_nothing_speaks_of_one(start: Start, pair: Made) -> None:
    shutil.rmtree(pair.apart)
    app = start(pair.folder)
    assert not there(app.front, "unlock.other")
    assert not there(app.front, "unlock.apart")


def test_the_other_door_opens_the_other_file_and_says_so(
    qtbot: QtBot, start: Start, pair: Made, tmp_path: Path
) -> None:
    app = start(pair.folder)
    assert not there(app.front, "unlock.apart")
    door = app.front.findChild(QPushButton, "unlock.other") if app.front else None
    assert isinstance(door, QPushButton)
    door.click()
    assert text(app.front, "unlock.apart") == "Dossiercompartiment CTER"
    assert there(app.front, "unlock.other")
    front = app.front
    assert isinstance(front, UnlockWindow)
    front.submitted.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: front.attempts.tries == 1, timeout=60_000)
    opened(qtbot, app, OTHER)
    assert app.workbench is not None
    window = app.workbench.window
    assert (window.windowTitle(), text(window.rail, "rail.apart")) == ("ZVH Desk", "CTER")
    page = window.go("admin")
    assert isinstance(page, AdminPage)
    qtbot.waitUntil(lambda: not app.tasks.busy)
    assert not page.copied.isHidden()
    assert page.people.add.isHidden()
    assert page.people.fields.form.read_only
    page.tabs.open("devices")
    qtbot.waitUntil(lambda: not app.tasks.busy)
    assert not page.devices.start.isVisible()
    app.lock()
    note = tmp_path / "restarted"
    qtbot.waitUntil(lambda: note.exists() and note.read_text() == "--cter --locked 09:41", timeout=30_000)


def test_the_regular_door_shows_no_band_and_makes_the_house_file(
    qtbot: QtBot, start: Start, pair: Made, tmp_path: Path
) -> None:
    app = start(pair.folder)
    opened(qtbot, app, PASSPHRASE)
    assert app.workbench is not None
    window = app.workbench.window
    assert text(window.rail, "rail.apart") == ""
    page = window.go("admin")
    assert isinstance(page, AdminPage)
    card = page.house.file
    where = tmp_path / "huis.zvhhuis"
    card.make.click()
    qtbot.waitUntil(lambda: card.findChild(QFileDialog, "dialog.file") is not None, timeout=30_000)
    dialog = card.findChild(QFileDialog, "dialog.file")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(where))
    dialog.reject()
    qtbot.waitUntil(lambda: bool(card.code.text()), timeout=30_000)
    assert house_file.load(where, card.code.text()).house == "Zorg- en Veiligheidshuis Voorbeeld"
    assert where.stat().st_mode & 0o077 == 0
    assert not page.people.add.isHidden()


def test_a_desk_of_cter_is_set_up_from_a_house_file(
    qtbot: QtBot, start: Start, pair: Made, tmp_path: Path
) -> None:
    shutil.rmtree(pair.apart)
    (tmp_path / "h.zvhhuis").write_bytes(pair.file.data)
    app = start(pair.folder, apart=True)
    window = app.front
    assert isinstance(window, ApartWindow)
    window.next.click()
    window.next.click()
    assert window.step == 1, "no file and no code yet"
    window.file.line.setText(str(tmp_path / "h.zvhhuis"))
    window.file.code.setText("AAAA-AAAA-AAAA-AAAA")
    window.next.click()
    qtbot.waitUntil(
        lambda: there(window, "setup.house_code.error") and window.next.isEnabled(), timeout=30_000
    )
    assert window.file.code.text() == "AAAA-AAAA-AAAA-AAAA", "what was typed is still there"
    window.file.code.setText(pair.file.code.lower())
    window.next.click()
    qtbot.waitUntil(lambda: window.step == 2, timeout=30_000)
    window.next.click()
    assert window.step == 2, "nobody was chosen"
    window.who.who.setCurrentIndex(0)
    window.next.click()
    for name in ("setup.passphrase", "setup.passphrase_again"):
        field = window.findChild(QLineEdit, name)
        assert isinstance(field, QLineEdit)
        field.setText(OTHER)
    window.next.click()
    qtbot.waitUntil(lambda: window.step == 4, timeout=30_000)
    window.backup.later.setChecked(True)
    window.next.click()
    window.next.click()
    qtbot.waitUntil(lambda: app.workbench is not None and not app.tasks.busy, timeout=60_000)
    assert app.workbench is not None
    assert text(app.workbench.window.rail, "rail.apart") == "CTER"
    assert "A. Voorzitter" in text(app.workbench.window.rail, "rail.who")
    assert sorted(path.name for path in pair.apart.glob("*") if not path.name.endswith(("-wal", "-shm"))) == [
        "cter.db",
        "huis.id",
        "vault.json",
    ]


def test_the_words_of_the_command_line() -> None:
    around = parse(["huis", "--cter", "--locked", "10:42"])
    assert (around.apart, around.locked_at) == (True, "10:42")
    with pytest.raises(SystemExit):
        parse(["--demo", "--second", "--cter"])
