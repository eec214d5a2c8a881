"""The head of the case at the table: number and referrer, the question, and what is open of last time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.terms import ItemState, Step
from zvhdesk.services.meetings.rows import CaseAtTable, MeetingRow
from zvhdesk.ui.console.earlier import EarlierStrip
from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.look import outdented
from zvhdesk.ui.kit import Elided
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.theme import Text


class CaseHead(QWidget):
    """The question is edited in place. `postponed` asks to take the case to the next table.

    `discussed`: the chair is done with it, also when there was nothing to record.
    """

    discussed = Signal()
    postponed = Signal()
    settle_asked = Signal()

    def __init__(self, form: Form, case: CaseAtTable) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.about = Elided("", Text.SMALL, "3")
        self.about.setObjectName("console.about")
        self.done = KeyButton("", "Besproken", "console.discussed", tab=True)
        self.done.clicked.connect(self.discussed)
        self.postpone = KeyButton("", "Naar de volgende tafel", "console.postpone", tab=True)
        self.postpone.clicked.connect(self.postponed)
        first = QHBoxLayout()
        first.setSpacing(8)
        # Also where they are hidden: nothing jumps when another desk takes the lead.
        first.addStrut(self.done.sizeHint().height())
        first.addWidget(self.about, 1)
        first.addWidget(self.done)
        first.addWidget(self.postpone)
        self.question = EditableField(
            form,
            ("case_", case.case_id, "question"),
            "console.question",
            Look(caption="none", size=Text.TITLE, placeholder="Wat is de vraag die deze tafel beantwoordt?"),
        )
        self.earlier = EarlierStrip()
        self.earlier.asked.connect(self.settle_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 2, 18, 8)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(outdented(self.question))
        column.addSpacing(4)
        column.addWidget(self.earlier)

    def show_part(self, *, leads: bool) -> None:
        """Only the desk that leads ends an item."""
        self.done.setVisible(leads)
        self.postpone.setVisible(leads)

    def show_case(self, case: CaseAtTable, meeting: MeetingRow, state: ItemState) -> None:
        """Show what stands now; the question comes by way of the form. What was said already is not asked."""
        parts = [case.number, case.initials, meeting.table]
        parts += [f"aangemeld door {case.referrer}" if case.referrer else ""]
        self.about.setText(" · ".join(part for part in parts if part))
        self.about.shorter = (" · ".join(parts[:3]), " · ".join(parts[:2]))
        self.postpone.setEnabled(not case.read_only and state is not ItemState.POSTPONED)
        self.done.setEnabled(not case.read_only and state is not ItemState.DONE)
        # At the first step the same actions stand beneath, with their buttons.
        self.earlier.show_rows(case.earlier if case.step is not Step.FRAME else ())
