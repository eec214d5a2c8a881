"""The calm window for an error that is ours: what happened, that nothing is lost, and a report to copy."""

from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from zvhdesk.ui.bug import Bug, bug_of
from zvhdesk.ui.kit import Button, label, small
from zvhdesk.ui.theme import Text, dress

_CALM = (
    "Er ging iets mis in het programma, niet door u. Wat was opgeslagen, blijft opgeslagen. "
    "U kunt verder werken; lukt dat niet, sluit ZVH Desk dan en start het opnieuw."
)
_REPORT = (
    "Dit verslag bevat geen namen, nummers of tekst uit casussen. U kunt het doorgeven aan wie uw "
    "computers beheert."
)


class FailureWindow(QWidget):
    """Not a dialog: it stops nobody from finishing a sentence. One window, however many errors."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("failure")
        dress(self)
        self.setWindowTitle("ZVH Desk")
        self.setProperty("look", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(600, 380)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 22, 26, 22)
        layout.setSpacing(10)
        layout.addWidget(label("Er ging iets mis", Text.DOOR))
        layout.addWidget(label(_CALM, wrap=True))
        self.report = QPlainTextEdit()
        self.report.setObjectName("failure.report")
        self.report.setAccessibleName("Verslag")
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        layout.addWidget(self.report, 1)
        layout.addWidget(small(_REPORT, wrap=True))
        row = QHBoxLayout()
        self.copied = small("", "failure.copied")
        row.addWidget(Button("Verslag kopiëren", "failure.copy", icon="copy", on_click=self._copy))
        row.addWidget(self.copied)
        row.addStretch(1)
        row.addWidget(Button("Sluiten", "failure.close", "primary", on_click=self.close))
        layout.addLayout(row)

    def add(self, bug: Bug) -> None:
        """Show a bug; the same one twice is written once."""
        written = self.report.toPlainText()
        if bug.report() not in written:
            self.report.setPlainText(f"{written}\n\n{bug.report()}".strip())
        self.copied.setText("")
        self.show()
        self.activateWindow()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copied.setText("Gekopieerd")


class Failures(QObject):
    """Where every bug comes together: those of the lanes (`Tasks.bug`) and those of the window itself.

    `hook` is for sys.excepthook, which Qt calls for an error in a slot.
    """

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("failures")
        self.window: FailureWindow | None = None
        self.found.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an error from any thread. Ctrl+C in a terminal is no bug."""
        if not issubclass(kind, KeyboardInterrupt):
            self.found.emit(bug_of(error.with_traceback(trace)))

    def show(self, bug: Bug) -> None:
        """Show a bug in the one failure window."""
        if self.window is None:
            self.window = FailureWindow()
        self.window.add(bug)
