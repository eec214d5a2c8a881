"""An item of a meeting that was held: what became of it, and where it leads on to."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.meetings.rows import AgendaRow
from zvhdesk.services.plans.rows import CaseLine
from zvhdesk.ui.kit import Button, Elided, TagLabel, label, rule
from zvhdesk.ui.tables.wording import comes_back, outcome, subject
from zvhdesk.ui.theme import Text

_MINUTE_MS = 60_000


class ClosedItem(QWidget):
    """An item with its outcome and its minutes; a case opens, and leads on to its plan.

    `copies` carries an adopted version, `concept` the case whose plan must still be adopted.
    """

    opened = Signal(str)
    copies = Signal(str)
    concept = Signal(str)

    def __init__(self, row: AgendaRow, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._about = Elided("", Text.STRONG)
        self._title = label("", Text.SUB, "2", wrap=True)
        self._time = label("", Text.SUB, "3")
        self._tag = TagLabel("")
        self.open = Button("Dossier", f"{name}.open", "link")
        self.open.clicked.connect(lambda: self.opened.emit(row.case_id or ""))
        self._plan: CaseLine | None = None
        self.plan = Button("", f"{name}.plan", "link")
        self.plan.clicked.connect(self._to_plan)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._about)
        words.addWidget(self._title)
        line = QHBoxLayout()
        line.setContentsMargins(18, 9, 12, 9)
        line.setSpacing(12)
        line.addLayout(words, 1)
        line.addWidget(self._time)
        line.addWidget(self._tag)
        line.addWidget(self.plan)
        line.addWidget(self.open)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule(faint=True))
        outer.addLayout(line)

    def show_row(self, row: AgendaRow, today: date, *, over: bool, plan: CaseLine | None) -> None:
        """Show what became of it; `over` once the meeting is closed, `plan` is that of the case."""
        is_case = row.case_id is not None
        words, kind = outcome(row)
        self._about.setText(subject(row))
        reason = row.title if is_case and not row.gone else ""
        after = comes_back(row, today) if over else ""
        self._title.setText(" · ".join(part for part in (reason, after) if part))
        self._title.setVisible(bool(self._title.text()))
        self._time.setText(
            f"{round(row.spent_ms / _MINUTE_MS)} van {row.minutes} min" if row.spent_ms else ""
        )
        self._tag.show_tag(words, kind)
        self.open.setVisible(is_case and not row.gone)
        self.open.setAccessibleName(f"Dossier openen, {subject(row)}")
        self._show_plan(row, plan if over and not row.gone else None)
        self.setAccessibleName(f"{subject(row)}, {words}. {after}")

    def _show_plan(self, row: AgendaRow, plan: CaseLine | None) -> None:
        """The next thing to do: hand out what lid 1 adopted, or have the concept adopted first."""
        self._plan = plan
        self.plan.setVisible(plan is not None and (plan.current is not None or plan.concept is not None))
        if plan is None:
            return
        words = "Plan vaststellen" if plan.current is None else "Exemplaren maken"
        self.plan.setText(words)
        self.plan.setAccessibleName(f"{words}, {subject(row)}")

    def _to_plan(self) -> None:
        if self._plan is None:
            return
        if self._plan.current is not None:
            self.copies.emit(self._plan.current.id)
        else:
            self.concept.emit(self._plan.id)
