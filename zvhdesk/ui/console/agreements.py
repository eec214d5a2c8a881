"""Afspraken: the actions and decisions of this item, read back by who does them; and when it comes back."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.services.editing import Shown
from zvhdesk.services.meetings.rows import AgreedAction, AgreedDecision, CaseAtTable, Partner
from zvhdesk.ui.console.action_edit import cells
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.agreed_action import AgreedActionItem
from zvhdesk.ui.console.agreed_line import News, digits, off_wall
from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.look import TallButton
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.dossier.parts import Rows, order_tab
from zvhdesk.ui.kit import Button, Flow, TagLabel, heading, label, rule, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Cell, Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.theme import TagKind, Text


class DecisionItem(QWidget):
    """A decision with who took it; voorgenomen as long as somebody of lid 1 must still be asked."""

    def __init__(self, acts: Acts, row: AgreedDecision) -> None:
        super().__init__()
        self._acts, self.row = acts, row
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._text = label("", Text.BODY, wrap=True)
        self._tag = TagLabel("voorgenomen", TagKind.WAITING)
        self._beneath = label("", Text.SMALL, "3", wrap=True)
        self._asks = QWidget()
        self._flow = Flow(self._asks, spacing=6)
        self._buttons: dict[str, Button] = {}
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._text, 1)
        line.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignTop)
        self.show_button = KeyButton("", "Toch tonen", f"console.let_go.decision.{row.number}", tab=True)
        self.show_button.clicked.connect(lambda: acts.let_go(self.row.id))
        line.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self._beneath)
        column.addWidget(self._asks)
        column.addWidget(rule(faint=True))
        self.show_row(row)

    def show_row(self, row: AgreedDecision) -> None:
        """Show who decided, and a button for everyone who must still be asked."""
        self.row = row
        self._text.setText(row.text)
        self._tag.setVisible(row.provisional)
        self.show_button.setVisible(row.held_back and not row.awaits_nod)
        self.show_button.setAccessibleName(f"Toch tonen op het zaalscherm: {row.text}")
        parts = [f"besloten door {row.decided_by}" if row.decided_by else ""]
        parts += [f"nog te vragen: {row.awaiting}" if row.provisional else ""]
        parts += [off_wall(row).removeprefix(" · ")]
        self._beneath.setText(" · ".join(part for part in parts if part))
        for gone in [key for key in self._buttons if key not in {one.id for one in row.absent}]:
            button = self._buttons.pop(gone)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for one in row.absent:
            if one.id not in self._buttons:
                self._buttons[one.id] = self._button(one.id, one.name)
        self._asks.setVisible(bool(row.absent))

    def _button(self, partner_id: str, name: str) -> Button:
        made = TallButton(
            f"Akkoord van {name} vastleggen",
            f"console.agree.{self.row.number}.{name}",
            on_click=lambda: self._acts.agree(self.row.id, partner_id),
        )
        self._flow.addWidget(made)
        return made


class AgreementsStep(Scroller):
    """All that was agreed on this case in this meeting."""

    def __init__(self, acts: Acts, form: Form, case: CaseAtTable) -> None:
        super().__init__("console.agreements", "Afspraken")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading("Acties"))
        self._how = small("Enter of F2 op een actie wijzigt haar")
        head.addWidget(self._how)
        head.addStretch(1)
        self.column.addLayout(head)
        self.action_rows: Rows[AgreedAction, AgreedActionItem] = Rows(
            lambda row: self._make(acts, form, row), AgreedActionItem.show_row
        )
        self.column.addWidget(self.action_rows)
        self._no_actions = small(
            "Nog geen acties. Typ onderaan wie wat doet en wanneer: @Politie belt de familie vóór vrijdag.",
            wrap=True,
        )
        self.column.addWidget(self._no_actions)
        self.column.addSpacing(12)
        self.column.addWidget(heading("Besluiten"))
        self.decision_rows: Rows[AgreedDecision, DecisionItem] = Rows(
            lambda row: DecisionItem(acts, row), DecisionItem.show_row
        )
        self.column.addWidget(self.decision_rows)
        self._no_decisions = small("Nog geen besluiten. Ctrl B maakt van de regel onderaan een besluit.")
        self.column.addWidget(self._no_decisions)
        self.column.addSpacing(12)
        self.next_on = EditableField(
            form,
            ("agenda_item", case.item_id, "next_on"),
            "console.next_on",
            Look(caption_width=170, placeholder="datum, bijvoorbeeld 26 mrt"),
        )
        self.column.addWidget(self.next_on)
        self._news = News()
        self.finish()

    def show_case(self, case: CaseAtTable, partners: tuple[Partner, ...]) -> None:
        """Show what stands now."""
        before = len(self.action_rows.widgets), len(self.decision_rows.widgets)
        self.action_rows.show_rows(case.actions)
        self.decision_rows.show_rows(case.decisions)
        for item in self.action_rows.widgets.values():
            item.set_digits(digits(case.actions))
            item.offer([(one.id, one.name) for one in partners], read_only=case.read_only)
        if before != (len(case.actions), len(case.decisions)):
            order_tab(self)
        self._how.setVisible(bool(case.actions) and not case.read_only)
        newest = self._news.of(case.item_id, (*self.action_rows.widgets, *self.decision_rows.widgets))
        if newest:
            self.show_new(self.action_rows.widgets.get(newest) or self.decision_rows.widgets[newest])
        self._no_actions.setVisible(not case.actions)
        self._no_decisions.setVisible(not case.decisions)
        self.action_rows.setEnabled(not case.read_only)
        self.decision_rows.setEnabled(not case.read_only)

    def _make(self, acts: Acts, form: Form, row: AgreedAction) -> AgreedActionItem:
        made = AgreedActionItem(acts, form, row)
        made.came.connect(lambda: self.bring(made))
        return made

    def open_left(self, fields: Mapping[Cell, Shown]) -> None:
        """What was typed in an action and not saved is offered again where it was typed."""
        for row_id, item in self.action_rows.widgets.items():
            left = [cell for cell in cells(row_id) if cell in fields and fields[cell].draft is not None]
            if left and item.edit is None:
                item.open_quietly()

    def first(self) -> QWidget:
        """What F6 comes to: the first action, else when the case comes back."""
        return next(iter(self.action_rows.widgets.values()), None) or self.next_on.editor

    def begin(self) -> bool:
        """What is agreed is typed in the capture line: this step begins there."""
        return False
