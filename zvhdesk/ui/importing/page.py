"""The page of the import: the four steps and what carries a register from one to the next."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from zvhdesk.ui.importing import sentences
from zvhdesk.ui.importing.check_step import CheckStep
from zvhdesk.ui.importing.columns_step import ColumnsStep
from zvhdesk.ui.importing.done_step import DoneStep
from zvhdesk.ui.importing.errands import Errands
from zvhdesk.ui.importing.file_step import FileStep
from zvhdesk.ui.importing.taking import Taking
from zvhdesk.ui.kit import Button, Step, StepStrip, TagLabel, TopBar, steps_at
from zvhdesk.ui.kit.files import ask_open, ask_save
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks

STEPS: Final = ("Bestand", "Kolommen", "Controle: er is nog niets opgeslagen", "Overnemen")
FILE, COLUMNS, CHECK, DONE = range(4)
_KINDS = "Registers (*.csv *.txt *.tsv *.xlsx *.xlsm);;Alle bestanden (*)"
_TITLE = "Register overnemen"


class ImportPage(Page):
    """Takes over a register. `open_file` begins with a file; the button and dragging do the same."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.errands = Errands(tasks, self)
        self._taking: Taking | None = None
        self._writing = False
        self.file_step = FileStep()
        self.columns_step = ColumnsStep()
        self.check_step = CheckStep()
        self.done_step = DoneStep()
        self.stack = QStackedWidget()
        for step in (self.file_step, self.columns_step, self.check_step, self.done_step):
            self.stack.addWidget(step)
        self.strip = StepStrip(steps_at(STEPS, FILE), "import.steps")
        self._dress_top()
        self.column.addWidget(self._top)
        self.column.addWidget(self.strip)
        self.column.addWidget(self.stack, 1)
        self._wire()
        self._go(FILE)

    def _dress_top(self) -> None:
        self._top = TopBar(_TITLE, "Beheer › Register overnemen", search=False, above=True)
        self._top.find_asked.connect(self.find_asked)
        self.kind = TagLabel("")
        self._top.add_beside_title(self.kind)
        self.back = Button("Terug", "import.back", "quiet", on_click=self._back)
        self.cancel = Button("Annuleren", "import.cancel", on_click=self._cancel)
        self.next = Button("Controleren", "import.next", "primary", on_click=self._next)
        for button in (self.back, self.cancel, self.next):
            self._top.add(button)

    def _wire(self) -> None:
        errands = self.errands
        errands.opened.connect(self._opened)
        errands.unreadable.connect(self._unreadable)
        errands.checked.connect(self._checked)
        errands.taken.connect(self._taken)
        errands.refused.connect(self._refused)
        errands.stopped.connect(self._stopped)
        errands.progressed.connect(self._progressed)
        self.file_step.asked.connect(self._choose)
        self.columns_step.changed.connect(self._corrected)
        self.check_step.waived.connect(self._waive)
        self.check_step.save_asked.connect(self._save_errors)
        self.done_step.save_asked.connect(self._save_errors)
        self.done_step.again_asked.connect(self._begin_anew)
        self.done_step.board_asked.connect(self._to_board)

    # ------------------------------------------------------------------------------------------ which step

    @property
    def step(self) -> int:
        """Which of STEPS is in view."""
        return self.stack.currentIndex()

    def opened(self, argument: object = None) -> None:
        """`argument` may be the Path of a file to begin with."""
        super().opened(argument)
        if isinstance(argument, Path):
            self.open_file(argument)
        elif self.step == DONE:
            self._begin_anew()

    def open_file(self, path: Path) -> None:
        """Read a file and propose how to take it over."""
        if not self.errands.busy:
            self._begin_anew()
            self.file_step.busy(reading=True)
            self.errands.open(path)

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.strip.set_steps(_strip(DONE if self._writing else step, done=step == DONE))
        source = self._taking.opened.source if self._taking is not None else None
        self._top.set_title(source.name if source is not None else _TITLE)
        self.kind.setVisible(source is not None)
        if source is not None:
            self.kind.show_tag(source.description, self.kind.kind)
        self._dress_buttons()

    def _dress_buttons(self) -> None:
        busy, step = self.errands.busy, self.step
        self.back.setVisible(step in (COLUMNS, CHECK))
        self.back.setEnabled(not busy)
        self.cancel.setVisible(step in (COLUMNS, CHECK) or busy)
        self.cancel.setEnabled(True)
        self.next.setVisible(step in (COLUMNS, CHECK))
        self.next.setEnabled(True)
        if busy:
            # It keeps the keyboard and does nothing: disabled, the next Enter would fall on something else.
            self.next.setText("Bezig…")
        elif step == COLUMNS:
            self.next.setText("Controleren")
        elif step == CHECK and self._taking is not None and self._taking.report is not None:
            self.next.setText(sentences.take_over(self._taking.report.cases))
            self.next.setEnabled(bool(self._taking.report.cases))

    # -------------------------------------------------------------------------------------------- the acts

    def _choose(self) -> None:
        ask_open(self, _TITLE, _KINDS, self.open_file)

    def _next(self) -> None:
        if self._taking is None or self.errands.busy:
            return
        if self.step == COLUMNS:
            if not self.columns_step.say_missing(asked=True):
                self._taking = self._taking.with_partners(self.columns_step.answers())
                self._check()
        elif self.step == CHECK:
            self._writing = True
            self.check_step.message.clear()
            self.errands.take_over(self._taking)
            self._go(CHECK)
            self._progressed(0, len(self._taking.checked.cases) if self._taking.checked is not None else 0)

    def _check(self) -> None:
        if self._taking is not None:
            self.errands.check(self._taking)
            self._progressed(0, len(self._taking.opened.source.records))
            self._dress_buttons()

    def _back(self) -> None:
        self._go(FILE if self.step == COLUMNS else COLUMNS)

    def _cancel(self) -> None:
        if self.errands.busy:
            self.cancel.setEnabled(False)
            self.errands.stop()
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._taking = None
        self._writing = False
        self.file_step.message.clear()
        self.columns_step.forget()
        self.check_step.forget()
        self._go(FILE)

    def _to_board(self) -> None:
        self._begin_anew()
        self.go.emit("board", None)

    def _corrected(self, taking: Taking) -> None:
        if not self.errands.busy:
            self._taking = taking
            self.columns_step.show_taking(taking)

    def _waive(self, lines: tuple[int, ...], accept: bool) -> None:
        if self._taking is not None and not self.errands.busy:
            self._taking = self._taking.waive(lines, accept=accept)
            self._check()

    def _save_errors(self) -> None:
        report = self._taking.report if self._taking is not None else None
        if report is not None:
            ask_save(
                self,
                "Foutenlijst opslaan",
                "foutenlijst.csv",
                "CSV (*.csv)",
                lambda path: self.errands.save_errors(report, path),
            )

    # ----------------------------------------------------------------------------------------- the answers

    def _opened(self, taking: Taking) -> None:
        self._taking = taking
        self.file_step.busy(reading=False)
        self.columns_step.show_taking(taking)
        self._go(COLUMNS)
        self.columns_step.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unreadable(self, sentence: str) -> None:
        self.file_step.busy(reading=False)
        self.file_step.message.say(sentence)
        self._dress_buttons()

    def _checked(self, taking: Taking) -> None:
        self._taking = taking
        self.columns_step.progress.hide()
        self.check_step.progress.hide()
        self.check_step.message.clear()
        self.check_step.show_taking(taking)
        came = self.step != CHECK
        self._go(CHECK)
        if came:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _taken(self, taking: Taking) -> None:
        self._taking = taking
        self._writing = False
        self.check_step.forget()
        self.columns_step.forget()
        if taking.report is not None:
            self.done_step.show_report(taking.report)
        self._go(DONE)
        self.done_step.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, sentence: str) -> None:
        self._writing = False
        step = self.columns_step if self.step == COLUMNS else self.check_step
        step.progress.hide()
        step.message.say(sentence)
        self._go(self.step)

    def _stopped(self) -> None:
        self._writing = False
        self.file_step.busy(reading=False)
        for step in (self.columns_step, self.check_step):
            step.progress.hide()
        self.check_step.message.say("Geannuleerd. Er is niets opgeslagen.", "info")
        self._go(self.step)

    def _progressed(self, done: int, total: int) -> None:
        if self._writing:
            last = total > 0 and done >= total
            self.check_step.progress.say("Wordt vastgelegd" if last else "Overgenomen", done, total)
            self.check_step.progress.show()
            if last:
                self.cancel.setEnabled(False)
            return
        step = self.columns_step if self.step == COLUMNS else self.check_step
        step.progress.say("Gecontroleerd", done, total)
        step.progress.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is under way."""
        if event.key() == Qt.Key.Key_Escape and self.errands.busy:
            self._cancel()
            return
        super().keyPressEvent(event)

    # ---------------------------------------------------------------------------------------------- dragging

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped while no other is on its way."""
        if _file_of(event.mimeData()) is not None and not self.errands.busy and self.step in (FILE, DONE):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with the file that was dropped."""
        path = _file_of(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)


def _strip(now: int, *, done: bool) -> tuple[Step, ...]:
    """The steps; once all is stored, no step says that nothing is."""
    titles = ("Bestand", "Kolommen", "Controle", "Overgenomen") if done else STEPS
    return steps_at(titles, len(titles) if done else now)


def _file_of(data: QMimeData) -> Path | None:
    """The one local file that is dragged; None for anything else."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
