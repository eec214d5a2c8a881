"""`zvhdesk --tour DIR`: the real application, driven through the whole line, checked as it goes.

Every act goes through a real widget; every check reads the database opened anew, or the text of a paper.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from zvhdesk.tour.chapters import CHAPTERS
from zvhdesk.tour.report import Report
from zvhdesk.tour.runner import Chapter, Runner
from zvhdesk.tour.world import Worlds
from zvhdesk.ui.theme import Scheme, Theme
from zvhdesk.ui.usage import Misused, Parser

_SCREEN = {"x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def main(argv: Sequence[str] | None = None) -> int:
    """Play the chapters asked for. Returns 0 only when every check held."""
    try:
        asked = _parse(argv)
        asked.tour.mkdir(parents=True, exist_ok=True)
    except Misused as misused:
        print(misused.sentence, file=sys.stderr)
        return 1
    except OSError:
        print("De map voor platen en papieren kan niet worden gemaakt.", file=sys.stderr)
        return 1
    begun = time.monotonic()
    chapters = [one for one in CHAPTERS if not asked.chapter or one.name in asked.chapter]
    with tempfile.TemporaryDirectory(prefix="zvhdesk-", ignore_cleanup_errors=True) as room:
        report = Report(asked.tour)
        _play(chapters, report, Path(room))
    print(report.summary(time.monotonic() - begun), flush=True)
    return 1 if report.failed else 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = Parser(prog="zvhdesk --tour", description="Speel het hele programma na")
    parser.add_argument("--tour", type=Path, required=True, metavar="MAP", help="map voor platen en papieren")
    names = [one.name for one in CHAPTERS]
    parser.add_argument("--chapter", action="append", choices=names, help="alleen dit hoofdstuk; mag vaker")
    return parser.parse_args(argv)


def _play(chapters: Sequence[Chapter], report: Report, room: Path) -> None:
    _draw_in_memory(room)
    running = QApplication.instance()
    qt = running if isinstance(running, QApplication) else QApplication(["zvhdesk"])
    qt.setApplicationName("ZVH Desk")
    qt.setQuitOnLastWindowClosed(False)
    qt.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    qt.setCursorFlashTime(0)  # a cursor that blinks makes two pictures of one screen
    # Qt's file dialog remembers where it was; this tour must not be remembered in somebody's home.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(room))
    theme = Theme(qt, Scheme.LIGHT)
    hook = sys.excepthook
    runner = Runner(chapters, report, Worlds(room))
    runner.finished.connect(qt.quit)
    runner.start()
    qt.exec()
    qInstallMessageHandler(None)
    sys.excepthook = hook
    del theme


def _draw_in_memory(room: Path) -> None:
    """The tour needs no screen, and gets one of a known size unless the caller named a platform."""
    if os.environ.get("QT_QPA_PLATFORM") not in (None, "", "offscreen"):
        return
    screen = room / "scherm.json"
    screen.write_text(json.dumps({"screens": [{"name": "tour", **_SCREEN}]}), "utf-8")
    # A drive letter's colon would end the platform's argument.
    known = sys.platform != "win32"
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}" if known else "offscreen"
