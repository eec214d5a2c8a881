"""Exemplaren maken: one act makes the copies of one plan for all its receivers, with progress and a stop."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services.plans import copies
from zvhdesk.services.plans.copies import Made
from zvhdesk.services.plans.rows import Receivers
from zvhdesk.services.words import day, listed, many
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Band, Button, Flow, Message, heading, small
from zvhdesk.ui.kit.files import ask_folder
from zvhdesk.ui.plans.keeping import keep_all
from zvhdesk.ui.plans.made_pane import MadePane
from zvhdesk.ui.plans.making import CopyRun
from zvhdesk.ui.plans.receivers_pane import ReceiversPane
from zvhdesk.ui.plans.showing import PRINTED, SAVED, Papers
from zvhdesk.ui.preview.pages import Pages
from zvhdesk.ui.preview.window import print_pages
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import GAP, MARGIN


class CopiesWindow(QDialog):
    """Open it with `open()`. `handed_out` once the copies stand in the register."""

    handed_out = Signal()

    def __init__(self, tasks: Tasks, plan_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("copies")
        self.setWindowTitle("ZVH Desk")
        self.setAccessibleName("Exemplaren maken")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks, self._plan, self._case = tasks, plan_id, ""
        self.copies: list[Made] = []
        self.run = CopyRun(tasks, self)
        self.message = Message("copies.message")
        self.papers = Papers(tasks, self, self.message.say)
        self._sub = small("", "copies.sub", wrap=True)
        self.choice = ReceiversPane()
        self.made = MadePane(lambda copy: self.papers.preview(copy.pdf, self._case))
        self._lay_out()
        self._wire()
        self.resize(720, 620)
        tasks.read(lambda session: copies.receivers(session, plan_id), self._offer, self._refused, owner=self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = Band()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading("Exemplaren maken"))
        words.addWidget(self._sub)
        top.row.addLayout(words, 1)
        column.addWidget(top)
        inside = QWidget()
        inside.setProperty("look", "clear")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(MARGIN, 16, MARGIN, 16)
        cards.setSpacing(GAP)
        cards.addWidget(self.choice)
        cards.addWidget(self.made)
        cards.addStretch(1)
        self.made.hide()
        scroll = QScrollArea()
        scroll.setObjectName("copies.scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        column.addWidget(self._foot())

    def _foot(self) -> Band:
        foot = Band()
        self.bar = QProgressBar()
        self.bar.setObjectName("copies.progress")
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.start_button = Button("Exemplaren maken", "copies.start", "primary", on_click=self.start)
        self.start_button.setEnabled(False)
        self.stop_button = Button("Stoppen", "copies.stop", on_click=self.stop)
        self.print_button = Button(
            "Alles afdrukken", "copies.print", "primary", icon="printer", on_click=self.ask_printer
        )
        self.keep_button = Button(
            "Alles bewaren in een map", "copies.save", icon="download", on_click=self.ask_folder
        )
        self.close_button = Button("Sluiten", "copies.close", on_click=self.close)
        acts = QWidget()
        flow = Flow(acts, spacing=8)
        for button in (
            *(self.start_button, self.stop_button, self.print_button, self.keep_button),
            self.close_button,
        ):
            flow.addWidget(button)
        for button in (self.stop_button, self.print_button, self.keep_button):
            button.hide()
        column = QVBoxLayout()
        column.setSpacing(8)
        for widget in (self.message, self.bar, acts):
            column.addWidget(widget)
        foot.row.addLayout(column, 1)
        return foot

    def _wire(self) -> None:
        self.choice.changed.connect(self._count)
        self.run.made.connect(self._show_made)
        self.run.progressed.connect(self._progress)
        self.run.refused.connect(self._refused)
        self.run.crowded.connect(
            lambda: self._back("Er worden net ook elders exemplaren gemaakt. Probeer het nog eens.")
        )
        self.run.broken.connect(lambda: self._back("Er ging iets mis. Er is niets verstrekt of vastgelegd."))

    # Choosing.

    def _offer(self, found: Receivers) -> None:
        self._case = found.case_id
        adopted = f"vastgesteld {day(found.adopted_on)} door {listed(found.adopted_by)}"
        self._sub.setText(f"{found.number} · {found.initials} · versie {found.version}, {adopted}")
        self.choice.show_receivers(found)
        self.start_button.setFocus()

    def _count(self, ticked: int) -> None:
        words = many(ticked, "exemplaar maken", "exemplaren maken") if ticked else "Exemplaren maken"
        self.start_button.setText(words)
        self.start_button.setEnabled(bool(ticked) and not self.run.busy)

    # Making.

    def start(self) -> None:
        """Make the copies, as one act."""
        chosen = self.choice.chosen
        if not chosen or self.run.busy:
            return
        self.message.clear()
        self.choice.set_enabled(on=False)
        self._progress(0, len(chosen))
        self.bar.show()
        self.start_button.hide()
        self.stop_button.show()
        self.stop_button.setFocus()
        self.run.start(self._plan, chosen)

    def stop(self) -> None:
        """Stop: nothing was handed out."""
        if self.run.stoppable:
            self.run.stop()
            self._back("Gestopt. Er is niets verstrekt of vastgelegd.", "info")

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleName(f"{done} van {many(total, 'exemplaar', 'exemplaren')} gemaakt")
        self.message.say(self.bar.accessibleName(), "info")

    def _back(self, sentence: str, tone: str = "danger") -> None:
        self.bar.hide()
        self.stop_button.hide()
        self.start_button.show()
        self.choice.set_enabled(on=True)
        self._count(len(self.choice.chosen))
        self.message.say(sentence, "info" if tone == "info" else "danger")
        self.start_button.setFocus()

    def _refused(self, reason: Refusal) -> None:
        self._back(explain(reason).sentence)

    def _show_made(self, ready: Sequence[Made]) -> None:
        self.copies = list(ready)
        self.bar.hide()
        self.stop_button.hide()
        self.choice.hide()
        self.made.show_copies(ready)
        self.made.show()
        self.print_button.show()
        self.keep_button.show()
        self.message.say(f"{many(len(ready), 'exemplaar', 'exemplaren')} gemaakt en vastgelegd.", "ok")
        self.print_button.setFocus()
        self.handed_out.emit()

    # Handing out.

    def ask_printer(self) -> None:
        """Open the print dialog of the system; every copy becomes a print of its own."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # The queue of a shared printer is read by others: no number, no name.
        printer.setDocName("ZVH Desk")
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("copies.print_dialog")
        dialog.setWindowTitle("ZVH Desk")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        dialog.accepted.connect(lambda: self.print_all_on(printer))
        # QPrintDialog hides the plain `open` behind one with a slot.
        QDialog.open(dialog)

    def print_all_on(self, printer: QPrinter, at: int = 0) -> None:
        """Print copy after copy; between two of them the window lives."""
        total = len(self.copies)
        if at == total:
            self.message.say(f"{many(total, 'exemplaar', 'exemplaren')} naar de printer gestuurd.", "ok")
            self.papers.account(PRINTED, self._case)
            return
        pages = Pages(self.copies[at].pdf)
        printed = print_pages(pages, printer)
        pages.close()
        if not printed:
            self.message.say(f"De printer gaf een fout na {many(at, 'exemplaar', 'exemplaren')}.")
            return
        self.message.say(f"Exemplaar {at + 1} van {total} gaat naar de printer.", "info")
        QTimer.singleShot(0, self, lambda: self.print_all_on(printer, at + 1))

    def ask_folder(self) -> None:
        """Ask in which folder the copies must be kept."""
        ask_folder(self, "Alles bewaren in een map", self.keep_in)

    def keep_in(self, folder: Path) -> None:
        """Write the copies there, at once and nowhere else."""
        ready = tuple(self.copies)
        self._tasks.work(lambda _ticket: keep_all(folder, ready), self._kept, owner=self)

    def _kept(self, kept: int) -> None:
        if kept < len(self.copies):
            self.message.say(
                f"{kept} van {many(len(self.copies), 'exemplaar', 'exemplaren')} bewaard: in deze map kan "
                "niet worden geschreven. Kies een andere map."
            )
        else:
            self.message.say(f"{many(kept, 'exemplaar', 'exemplaren')} bewaard.", "ok")
        if kept:
            self.papers.account(SAVED, self._case)

    def reject(self) -> None:
        """Esc: what is being made is stopped first."""
        self.stop()
        super().reject()
