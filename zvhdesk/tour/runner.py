"""The engine of the tour: one timer that lets a chapter act, waits for what it waits for, and goes on.

There is no second event loop, no processEvents and no sleep: between two steps the application runs freely.
"""

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, qInstallMessageHandler

from zvhdesk.tour.report import Report
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import PATIENCE, Steps, StuckError, Until
from zvhdesk.tour.world import World, Worlds
from zvhdesk.ui.bug import bug_of

_PACE_MS = 5


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the tour that can be run alone: its name, its steps, and the world it begins in."""

    name: str
    play: Callable[[Stage], Steps]
    world: Callable[[Worlds, str], World]


class Runner(QObject):
    """Plays chapters one after another; `finished` when the last one has ended."""

    finished = Signal()

    def __init__(self, chapters: Sequence[Chapter], report: Report, worlds: Worlds) -> None:
        super().__init__()
        self._chapters = list(chapters)
        self._report = report
        self._worlds = worlds
        self._stage: Stage | None = None
        self._steps: Steps | None = None
        self._waiting: Until | None = None
        self._since = 0.0
        self._acting = False
        self._leaving = False
        self._timer = QTimer(self)
        self._timer.setInterval(_PACE_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin with the first chapter."""
        self._timer.start()

    def _tick(self) -> None:
        # A step that opens a menu or a drag of the system may let the timer in again before it returns.
        if self._acting:
            return
        self._acting = True
        try:
            self._go_on()
        finally:
            self._acting = False

    def _go_on(self) -> None:
        if self._stage is None:
            self._next_chapter()
            return
        if self._stage.bugs and not self._leaving:
            bug = self._stage.bugs[0]
            self._give_up(f"het programma viel om: {bug.kind} ({bug.places[-1] if bug.places else ''})")
            return
        if self._waiting is not None and not self._came(self._waiting):
            return
        self._step()

    def _came(self, moment: Until) -> bool:
        if moment.holds():
            self._waiting = None
            return True
        if time.monotonic() - self._since > PATIENCE:
            self._give_up(f"na {PATIENCE:.0f} s nog niet: {moment.what}")
        return False

    def _step(self) -> None:
        if self._steps is None:
            return
        try:
            self._wait_for(next(self._steps))
        except StopIteration:
            self._end_chapter()
        except StuckError as stuck:
            self._give_up(str(stuck))
        except Exception as error:  # noqa: BLE001 - a chapter that falls over is a check that did not hold
            bug = bug_of(error)
            self._give_up(f"de rondgang viel om: {bug.kind} ({', '.join(bug.places[-3:])})")

    def _wait_for(self, moment: Until) -> None:
        self._waiting = moment
        self._since = time.monotonic()

    def _next_chapter(self) -> None:
        if not self._chapters:
            self._timer.stop()
            self.finished.emit()
            return
        chapter = self._chapters.pop(0)
        try:
            world = chapter.world(self._worlds, chapter.name)
        except Exception as error:  # noqa: BLE001 - a chapter without its world is a check that did not hold
            bug = bug_of(error)
            self._report.check(
                chapter.name, f"de wereld komt niet: {bug.kind} ({bug.places[-1]})", held=False
            )
            return
        stage = Stage(chapter.name, self._report, world)
        sys.excepthook = stage.caught
        qInstallMessageHandler(stage.warned)
        self._stage, self._steps, self._waiting, self._leaving = stage, chapter.play(stage), None, False

    def _give_up(self, why: str) -> None:
        if self._stage is None:
            return
        self._stage.check(why, held=False)
        if self._leaving:
            self._tidy(self._stage)
        else:
            self._end_chapter()

    def _end_chapter(self) -> None:
        if self._stage is None:
            return
        if self._leaving:
            self._tidy(self._stage)
            return
        self._leaving = True
        self._steps, self._waiting = self._stage.close(), None

    def _tidy(self, stage: Stage) -> None:
        stage.abandon()
        stage.check(f"Qt heeft niets te klagen {' / '.join(stage.warnings)}".strip(), held=not stage.warnings)
        shutil.rmtree(stage.world.room, ignore_errors=True)
        self._stage, self._steps, self._waiting = None, None, None
