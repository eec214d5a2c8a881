"""The application itself: real vault, real database, real lock, real child processes."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.worlds import FixedClock
from zvhdesk import app as application
from zvhdesk.app import REFUSED, App
from zvhdesk.demo.opening import DEMO_PASSPHRASE, make_demo
from zvhdesk.domain.store_refusals import AlreadyOpen, StoreRefused
from zvhdesk.pair import LocalServer
from zvhdesk.pair.serving import DemoServer
from zvhdesk.services import opening
from zvhdesk.services.unlock import lock
from zvhdesk.surroundings import Surroundings, parse
from zvhdesk.ui.kit import clip
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Scheme, Theme

ROOT = Path(__file__).parents[2]
Start = Callable[..., App]


@pytest.fixture(scope="module")
def _theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo house of the clock's day, closed. For copies."""
    made = tmp_path_factory.mktemp("demo") / "huis"
    make_demo(made, FixedClock()).close()
    return made


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    """A demo house of the clock's day, closed."""
    return Path(shutil.copytree(demo, tmp_path / "huis"))


@pytest.fixture
def start(qtbot: QtBot, _theme: Theme, clock: FixedClock, tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a folder; whatever is still open is closed at the end."""
    running: list[App] = []

    def begin(folder: Path, **more: object) -> App:
        note = tmp_path / "restarted"
        restart = (
            sys.executable,
            "-c",
            f"import sys; open({str(note)!r}, 'w').write(' '.join(sys.argv[1:]))",
        )
        app = App(Surroundings(folder, clock, lambda: None, restart, **more))  # type: ignore[arg-type]
        app.ended = []  # type: ignore[attr-defined]
        app.finished.connect(app.ended.append)  # type: ignore[attr-defined]
        app.start()
        running.append(app)
        qtbot.waitUntil(lambda: app.front is not None or app.workbench is not None, timeout=30_000)
        return app

    yield begin
    for app in running:
        app.close()
        qtbot.waitUntil(lambda app=app: bool(app.ended), timeout=30_000)  # type: ignore[misc]
        if app.workbench is not None:
            app.workbench.window.deleteLater()
        # Here and now: a garbage collector in another thread must not come upon its timers.
        app.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _unlock(qtbot: QtBot, app: App, passphrase: str = DEMO_PASSPHRASE) -> None:
    assert app.front is not None
    field = app.front.findChild(QLineEdit, "unlock.passphrase")
    assert isinstance(field, QLineEdit)
    field.setText(passphrase)
    QTest.keyClick(field, Qt.Key.Key_Return)
    # The field is locked from Enter until the answer; with the house open it is gone.
    qtbot.waitUntil(lambda: app.workbench is not None or not field.isReadOnly(), timeout=60_000)
    qtbot.waitUntil(lambda: not app.tasks.busy, timeout=60_000)


def _text_of(widget: QWidget | None, name: str) -> str:
    assert widget is not None
    found = widget.findChild(QWidget, name)
    assert found is not None
    return str(found.property("text") or getattr(found, "text", ""))


def _window_title(app: App) -> str:
    return app.workbench.window.windowTitle() if app.workbench is not None else ""


def test_a_house_opens_with_its_passphrase_and_closes_whole(qtbot: QtBot, start: Start, folder: Path) -> None:
    app = start(folder)
    _unlock(qtbot, app, "vijf woorden die niet kloppen")
    assert not _window_title(app)
    _unlock(qtbot, app)
    qtbot.waitUntil(lambda: bool(_window_title(app)), timeout=60_000)
    assert _window_title(app) == "ZVH Desk"
    with pytest.raises(StoreRefused) as refused:
        lock.hold(folder)
    assert isinstance(refused.value.reason, AlreadyOpen)
    app.close()
    qtbot.waitUntil(lambda: app.ended == [0], timeout=30_000)  # type: ignore[attr-defined]
    lock.hold(folder).release()
    assert not (folder / "desk.db-wal").exists() or (folder / "desk.db-wal").stat().st_size == 0


def test_locking_keeps_what_was_typed_and_starts_a_fresh_process(
    qtbot: QtBot, start: Start, folder: Path, tmp_path: Path
) -> None:
    app = start(folder)
    _unlock(qtbot, app)
    qtbot.waitUntil(lambda: app.workbench is not None and not app.tasks.busy, timeout=60_000)
    assert app.workbench is not None
    clip.copy("Doel: Veilig thuis")
    QTest.keyClick(app.workbench.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not app.workbench.window.isVisible(), "nothing may stay in view"
    assert not QApplication.clipboard().text(), "nor be pasted by whoever comes next"
    qtbot.waitUntil(lambda: app.ended == [0], timeout=30_000)  # type: ignore[attr-defined]
    note = tmp_path / "restarted"
    qtbot.waitUntil(lambda: note.exists() and note.read_text() == "--locked 09:41", timeout=30_000)
    again = start(folder, locked_at="09:41")
    assert "vergrendeld om 09:41" in _text_of(again.front, "unlock.house")


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != lock.LOCK_NAME}


@pytest.mark.parametrize("trouble", ["open", "damaged"])
def test_what_cannot_open_says_so_and_overwrites_nothing(
    qtbot: QtBot, start: Start, folder: Path, trouble: str
) -> None:
    held = lock.hold(folder) if trouble == "open" else None
    if trouble == "damaged":
        (folder / "vault.json").write_text('{"format": 1}', "utf-8")
    before = _contents(folder)
    app = start(folder)
    if trouble == "open":
        qtbot.waitUntil(lambda: app.front is not None and app.front.objectName() == "refused", timeout=30_000)
        assert app.front is not None
        app.front.close()
        qtbot.waitUntil(lambda: app.ended == [application.OPEN_ELSEWHERE], timeout=30_000)  # type: ignore[attr-defined]
    else:
        _unlock(qtbot, app)
        assert "vault.json" in _text_of(app.front, "unlock.message")
    assert _contents(folder) == before
    if held is not None:
        held.release()


def test_who_types_faster_than_the_lock_is_taken_opens_nothing(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    with lock.hold(folder):
        app = start(folder)
        assert app.front is not None
        field = app.front.findChild(QLineEdit, "unlock.passphrase")
        assert isinstance(field, QLineEdit)
        field.setText(DEMO_PASSPHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: app.front is not None and app.front.objectName() == "refused", timeout=30_000)
        qtbot.waitUntil(lambda: not app.tasks.busy, timeout=30_000)
        assert app.workbench is None
        app.front.close()
        qtbot.waitUntil(lambda: app.ended == [application.OPEN_ELSEWHERE], timeout=30_000)  # type: ignore[attr-defined]


def test_a_synced_folder_is_refused(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    app = start(tmp_path / "OneDrive" / "huis")
    assert app.front is not None
    assert app.front.objectName() == "refused"
    assert not (tmp_path / "OneDrive").exists()
    app.front.close()
    qtbot.waitUntil(lambda: app.ended == [application.REFUSED], timeout=30_000)  # type: ignore[attr-defined]


def test_a_set_up_that_stopped_halfway_begins_anew(start: Start, tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "half"
    folder.mkdir()
    opening.begin_setup(folder)
    opening.make_vault(folder, "Huis", "vijf woorden voor een half huis", None, clock())
    app = start(folder)
    assert app.front is not None
    assert app.front.objectName() == "setup"
    assert [path.name for path in folder.iterdir()] == ["desk.lock"]


def test_a_vault_whose_database_is_gone_is_not_touched(qtbot: QtBot, start: Start, folder: Path) -> None:
    for path in folder.glob("desk.db*"):
        path.unlink()
    before = (folder / "vault.json").read_bytes()
    app = start(folder)
    _unlock(qtbot, app)
    assert app.workbench is None
    assert _text_of(app.front, "unlock.message")
    assert (folder / "vault.json").read_bytes() == before


def test_a_second_process_gets_exit_3(tmp_path: Path, folder: Path) -> None:
    """`zvhdesk` on a house that is open: its own process, the sentence, and exit status 3."""
    with lock.hold(folder):
        child = subprocess.run(
            [sys.executable, ROOT / "tests/app/second_child.py", str(folder)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "HOME": str(tmp_path),
                "QT_QPA_PLATFORM": "offscreen",
            },
        )
    assert child.returncode == application.OPEN_ELSEWHERE, child.stderr
    elsewhere = json.loads(child.stdout)
    assert "zvhdesk.services.opening" in elsewhere, "what is no screen is loaded beside the window"
    # A class of Qt that is made while the window's loop runs ends the process now and then.
    screens = ("PySide6", "shiboken6", "zvhdesk.ui", "zvhdesk.line", "zvhdesk.workbench", "zvhdesk.late")
    assert not [name for name in elsewhere if name.startswith(screens)]


def test_the_command_line_of_the_window() -> None:
    around = parse(["/tmp/ergens", "--demo", "--locked", "10:42"])
    assert (around.folder, around.demo, around.locked_at) == (Path("/tmp/ergens"), True, "10:42")
    assert around.restart[-2:] == ("/tmp/ergens", "--demo")
    second = parse(["--demo", "--second"])
    assert (second.demo, second.second, second.restart[-2:]) == (True, True, ("--demo", "--second"))
    with pytest.raises(SystemExit, match="ken ik niet"):
        parse(["--wat"])
    with pytest.raises(SystemExit, match="voorbeeldhuis"):
        parse(["--second"])


@pytest.mark.parametrize("which", ["second", "apart"])
def test_a_desk_beside_a_demo_house_that_is_not_there_says_so(
    qtbot: QtBot, start: Start, tmp_path: Path, which: str
) -> None:
    """No set-up, by which somebody would found a house beside it."""
    app = start(tmp_path / "voorbeeld-ander", demo=True, **{which: True})
    assert app.front is not None
    assert app.front.objectName() == "refused"
    assert "zvhdesk --demo" in " ".join(one.text() for one in app.front.findChildren(QLabel))
    app.close()
    qtbot.waitUntil(lambda: bool(app.ended))  # type: ignore[attr-defined]
    assert app.ended == [REFUSED]  # type: ignore[attr-defined]
    assert not (tmp_path / "voorbeeld-ander").exists()


def test_why_the_server_of_the_demo_house_does_not_start(qtbot: QtBot, tmp_path: Path) -> None:
    """In a line, and not only that there is no connection."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (tmp_path / "poort").write_text(str(port))
        tasks = Tasks()
        said: list[str] = []
        DemoServer(LocalServer(tmp_path), tasks).tell(said.append)
        qtbot.waitUntil(lambda: bool(said), timeout=30_000)
        tasks.close()
    assert f"poort {port} is bezet" in said[0]


def test_what_the_server_says_in_english_stays_in_its_file(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    tasks = Tasks()
    said: list[str] = []
    DemoServer(LocalServer(tmp_path), tasks).tell(said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    tasks.close()
    assert "stopte meteen. Wat het zei, staat in het bestand melding." in said[0]
    assert (tmp_path / "melding").read_text()
