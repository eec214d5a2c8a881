"""The third step, `Controle: er is nog niets opgeslagen`: what comes in, what stays out and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.importing import sentences
from zvhdesk.ui.importing.rejected import COLUMN_WIDTH, LET_IN, LINE_WIDTH, RejectedList
from zvhdesk.ui.importing.tables import columns_grid
from zvhdesk.ui.importing.taking import Taking
from zvhdesk.ui.kit import Button, Card, Message, heading, label, small
from zvhdesk.ui.kit.progress import Progress
from zvhdesk.ui.theme import MARGIN, Text

_NARROW = 940
SAVE_LIST = "Foutenlijst opslaan (zonder namen en BSN)"


class CheckStep(QWidget):
    """Columns and `Wat er gebeurt` on the left, the rows that stay out on the right.

    `waived` carries lines and whether they are let in; `save_asked` asks for the list of errors.
    """

    waived = Signal(object, bool)
    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.columns = columns_grid("import.check.columns", editable=False)
        self.rejected = RejectedList("import.rejected")
        self.rejected.waived.connect(lambda line, accept: self.waived.emit((line,), accept))
        self.what = label("", Text.BODY, name="import.what", wrap=True)
        self.message = Message("import.check.error")
        self.progress = Progress("import.progress")
        self.all_in = Button("", "import.accept_all", "link", on_click=self._accept_all)
        self.save = Button(SAVE_LIST, "import.save_errors", on_click=self.save_asked.emit)
        self._title = heading("", "import.rejected.title")
        self._none = small(
            "Geen datum, BSN, gemeente of casustafel gaf reden om een rij over te slaan.", wrap=True
        )
        self._lines: tuple[int, ...] = ()
        self._lay_out()

    def _lay_out(self) -> None:
        left = Card("Kolommen, herkend aan kop en inhoud")
        left.add(self.columns, 1)
        below = left.section("Wat er gebeurt")
        below.addWidget(self.what)
        below.addWidget(self.message)
        below.addWidget(self.progress)
        right = Card()
        right.body.addWidget(self._title)
        right.body.addWidget(self._none)
        self._head = _head()
        right.add(self._head)
        right.add(self.rejected, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(18, 12, 18, 14)
        foot.addWidget(self.all_in, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        right.add(self._foot)
        right.setMinimumWidth(400)
        right.setMaximumWidth(480)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 16, MARGIN, 16)
        row.setSpacing(16)
        row.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)

    def show_taking(self, taking: Taking) -> None:
        """Show what the check found."""
        if taking.report is None:
            return
        out = taking.rejected()
        count = len(taking.report.rejected)
        self._lines = tuple(row.line for row in out if row.waivable and not row.accepted)
        self.columns.show_rows([row for row in taking.columns() if row.field is not None])
        self.rejected.show_rows(out)
        self._title.setText(sentences.rejected_title(count))
        self.what.setText(sentences.will_happen(taking.report))
        self.all_in.setText(f"{LET_IN}: alle {len(self._lines)} rijen")
        self.all_in.setVisible(len(self._lines) > 1)
        self.save.setVisible(bool(count))
        self._none.setVisible(not out)
        for widget in (self._head, self.rejected):
            widget.setVisible(bool(out))
        self._foot.setVisible(bool(count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the columns keep their headings; what they hold was seen a step before."""
        super().resizeEvent(event)
        both = ("heading", "field")
        self.columns.show_columns(both if self.width() < _NARROW else (*both, "example", "certainty"))

    def forget(self) -> None:
        """Hold nothing of a file any more."""
        self.columns.show_rows(())
        self.rejected.show_rows(())
        self.message.clear()
        self.progress.hide()

    def _accept_all(self) -> None:
        self.waived.emit(self._lines, True)


def _head() -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(18, 2, 18, 8)
    row.setSpacing(0)
    line = label("Rij", Text.SUB_STRONG, "3")
    line.setFixedWidth(LINE_WIDTH - 18)
    column = label("Kolom", Text.SUB_STRONG, "3")
    column.setFixedWidth(COLUMN_WIDTH)
    row.addWidget(line)
    row.addWidget(column)
    row.addWidget(label("Waarom", Text.SUB_STRONG, "3"), 1)
    return made
