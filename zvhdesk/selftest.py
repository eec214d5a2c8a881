"""`zvhdesk --self-test`: does this installation work? In seconds, on any machine, and nothing is left behind.

One line per check, `ok` or `FOUT`; exit status 0 only when every check held. Each check makes the real thing
in a temporary folder: an encrypted file, a schema, a window, a paper.
"""

import io
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from zvhdesk.domain.store_refusals import KeyDoesNotFit, KeyringTrouble, StoreRefused
from zvhdesk.line import Line
from zvhdesk.line.enrolling import LineEnrolling
from zvhdesk.models import guard, schema
from zvhdesk.models.engine import KEY_BYTES, open_engine
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.services.papers.recovery import sheet_pdf
from zvhdesk.services.unlock import sheets
from zvhdesk.services.unlock.keyring import Usable, keyring_state, os_keyring
from zvhdesk.services.unlock.recovery_key import PAIR_BYTES, SEED_BYTES
from zvhdesk.ui.bug import Bug, bug_of
from zvhdesk.ui.places import places
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme
from zvhdesk.ui.usage import Misused, Parser

_PLAIN_HEADER = b"SQLite format 3\0"
_PATIENCE_MS = 10_000
_SECRET = "dit mag nergens leesbaar staan"  # noqa: S105  (a marker, nobody's secret)
_FEWEST_COLOURS = 20


class Failed(Exception):
    """A check that did not hold; the sentence says what was found."""


Check = Callable[[Path], str]


def main(argv: Sequence[str] | None = None) -> int:
    """Run every check. Returns 0 when all held, else 1."""
    parser = Parser(prog="zvhdesk --self-test", description="Controleer deze installatie")
    parser.add_argument("--self-test", action="store_true", required=True, help="controleer deze installatie")
    try:
        parser.parse_args(argv)
    except Misused as misused:
        print(misused.sentence, file=sys.stderr)
        return 1
    return run(CHECKS)


def run(checks: Sequence[tuple[str, Check]]) -> int:
    """Run these checks, each in an empty folder of its own that is removed afterwards."""
    held = True
    for name, check in checks:
        try:
            # A database that Windows still holds open must not turn a good check into a bad one.
            with tempfile.TemporaryDirectory(prefix="zvhdesk-", ignore_cleanup_errors=True) as folder:
                line = f"ok    {name}: {check(Path(folder))}"
        except Failed as failed:
            line, held = f"FOUT  {name}: {failed}", False
        except Exception as error:  # noqa: BLE001 - whatever goes wrong here is what we came to find out
            # The kind alone: a message may hold a path with the name of a person in it.
            line, held = f"FOUT  {name}: {type(error).__name__}", False
        print(line, flush=True)
    return 0 if held else 1


def check_cipher(folder: Path) -> str:
    """A file made with a key does not read as a plain one, and opens with no other key."""
    file, key = folder / DATABASE, secrets.token_bytes(KEY_BYTES)
    engine = open_engine(file, key, create=True)
    with engine.begin() as connection:
        version = str(connection.exec_driver_sql("PRAGMA cipher_version").scalar())
        connection.execute(text("CREATE TABLE trial (words TEXT)"))
        connection.execute(text("INSERT INTO trial VALUES (:words)"), {"words": _SECRET})
    engine.dispose()
    for written in folder.iterdir():
        content = written.read_bytes()
        if content.startswith(_PLAIN_HEADER) or _SECRET.encode() in content:
            raise Failed("het bestand is niet versleuteld")
    try:
        open_engine(file, secrets.token_bytes(KEY_BYTES)).connect().close()
    except StoreRefused as refused:
        if not isinstance(refused.reason, KeyDoesNotFit):
            raise
    else:
        raise Failed("een verkeerde sleutel opent het bestand")
    return f"SQLCipher {version}, een verkeerde sleutel wordt geweigerd"


def check_keyring(folder: Path) -> str:
    """Whether there is a keyring to rely on. A machine without one is in order: the house says so itself."""
    del folder
    state = keyring_state(os_keyring())
    if isinstance(state, Usable):
        return f"bruikbaar ({state.name})"
    why = "er is er geen" if state.why is KeyringTrouble.ABSENT else "zij werkt nu niet mee"
    return f"niet bruikbaar ({why}); een nieuw huis staat dan op de wachtwoordzin alleen"


def check_migrations(folder: Path) -> str:
    """An empty database becomes one of this version, with every guard on its tables."""
    desk = Desk.create(folder, secrets.token_bytes(KEY_BYTES), system_clock)
    try:
        with desk.engine.connect() as connection:
            found = schema.revision(connection)
            guard.assert_complete(connection)
        if found != schema.HEAD:
            raise Failed(f"de database staat op {found}, niet op {schema.HEAD}")
    finally:
        desk.close()
    return f"versie {schema.HEAD}, {len(guard.trigger_names())} wachters op de tabellen"


def check_pdf(folder: Path) -> str:
    """A paper is made, and what is on it can be read back."""
    del folder
    half = sheets.Half(1, secrets.token_bytes(PAIR_BYTES), secrets.token_bytes(SEED_BYTES))
    sheet = sheets.write(half, "Zelfcontrole", date(2026, 1, 1))
    document = pypdfium2.PdfDocument(io.BytesIO(sheet_pdf(sheet)))
    try:
        found = "".join(page.get_textpage().get_text_range() for page in document)
        pages = len(document)
    finally:
        document.close()
    if pages != 1 or "Herstelblad 1 van 2" not in found or "Zelfcontrole" not in found:
        raise Failed("de tekst van een gemaakt blad komt niet terug")
    return "een herstelblad gemaakt en teruggelezen"


def check_window(folder: Path) -> str:
    """The main window on an empty house, drawn with the letters and the pages of the program itself."""
    offscreen_without_display()
    running = QApplication.instance()
    qt = running if isinstance(running, QApplication) else QApplication(["zvhdesk"])
    qt.setQuitOnLastWindowClosed(False)
    theme = Theme(qt)
    grabbed, bugs = _grab(qt, folder)
    del theme
    if bugs:
        raise Failed(f"een pagina valt om: {bugs[0].kind}")
    if QFontInfo(qt.font()).family() != "Inter":
        raise Failed("het lettertype Inter is niet geladen")
    colours = len({grabbed.pixel(at) for at in _raster(grabbed)})
    if colours < _FEWEST_COLOURS:
        raise Failed(f"het venster is leeg ({colours} kleuren)")
    return f"{grabbed.width()} bij {grabbed.height()} getekend ({qt.platformName()}), lettertype Inter"


def _grab(qt: QApplication, folder: Path) -> tuple[QImage, list[Bug]]:
    tasks = Tasks()
    bugs: list[Bug] = []
    tasks.bug.connect(bugs.append)
    line = Line(tasks, system_clock)
    window = MainWindow(tasks, places(tasks, line, LineEnrolling(line, tasks)), "Zelfcontrole")
    key = secrets.token_bytes(KEY_BYTES)

    def opened(_: Any = None) -> None:
        try:
            window.go("board")
        except Exception as error:  # noqa: BLE001 - a page that cannot be built is what we came to find out
            bugs.append(bug_of(error))
        window.show()
        leave_when_idle()

    def leave_when_idle() -> None:
        if tasks.busy:
            QTimer.singleShot(5, leave_when_idle)
        else:
            qt.quit()

    giving_up = QTimer()
    giving_up.setSingleShot(True)
    giving_up.timeout.connect(qt.quit)
    giving_up.start(_PATIENCE_MS)
    tasks.bug.connect(qt.quit)
    tasks.open(lambda: Desk.create(folder, key, system_clock), opened)
    qt.exec()
    image = window.grab().toImage()
    window.close()
    window.deleteLater()
    tasks.close()
    return image, bugs


def _raster(image: QImage) -> list[QPoint]:
    return [QPoint(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)]


def offscreen_without_display() -> None:
    """Draw in memory where there is nothing to draw on; say nothing where the caller chose already."""
    on_a_desktop = sys.platform in ("win32", "darwin")
    told = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if not on_a_desktop and not told:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


CHECKS: tuple[tuple[str, Check], ...] = (
    ("versleuteling", check_cipher),
    ("sleutelbos", check_keyring),
    ("database", check_migrations),
    ("papier", check_pdf),
    ("venster", check_window),
)
