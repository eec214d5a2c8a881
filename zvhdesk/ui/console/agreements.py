"""Afspraken: the actions and decisions of this item, read back by who does them; and when it comes back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.services.meetings.rows import AgreedAction, AgreedDecision, CaseAtTable
from zvhdesk.services.words import short_day
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.look import TALL, TallButton
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import Button, Flow, TagLabel, heading, label, rule, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.theme import TagKind, Text


class AgreedActionItem(QWidget):
    """Who does what by when, and whether they said it back."""

    def __init__(self, acts: Acts, row: AgreedAction) -> None:
        super().__init__()
        self.row = row
        self.setMinimumHeight(TALL)
        self._number = TagLabel("", TagKind.FEATURE)
        self._text = label("", Text.BODY, wrap=True)
        self._beneath = label("", Text.SMALL, "3", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._text)
        words.addWidget(self._beneath)
        self.button = TallButton(
            "Teruggelezen",
            f"console.read_back.{row.number}",
            on_click=lambda: acts.read_back(self.row.id),
        )
        self._done = TagLabel("teruggelezen", TagKind.ON_COURSE)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._number, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        for widget in (self.button, self._done):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(rule(faint=True))
        self.show_row(row)

    def show_row(self, row: AgreedAction) -> None:
        """Show what was agreed. What is read back stays so; Ctrl+Z takes it back."""
        self.row = row
        self._number.show_tag(str(row.number), TagKind.FEATURE)
        self._text.setText(f"{row.who}: {row.text}" if row.who else row.text)
        when = short_day(row.due_on) if row.due_on else "geen termijn"
        held = " · niet op het zaalscherm" if row.held_back else ""
        self._beneath.setText(f"{when}{held}")
        self._done.setVisible(row.read_back)
        self.button.setVisible(not row.read_back)
        self.button.setAccessibleName(f"Teruggelezen: {self._text.text()}")


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
        parts = [f"besloten door {row.decided_by}" if row.decided_by else ""]
        parts += [f"nog te vragen: {row.awaiting}" if row.provisional else ""]
        parts += ["niet op het zaalscherm" if row.held_back else ""]
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
        self.column.addWidget(heading("Acties"))
        self.action_rows: Rows[AgreedAction, AgreedActionItem] = Rows(
            lambda row: AgreedActionItem(acts, row), AgreedActionItem.show_row
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
        self.finish()

    def show_case(self, case: CaseAtTable) -> None:
        """Show what stands now."""
        self.action_rows.show_rows(case.actions)
        self.decision_rows.show_rows(case.decisions)
        self._no_actions.setVisible(not case.actions)
        self._no_decisions.setVisible(not case.decisions)
        self.action_rows.setEnabled(not case.read_only)
        self.decision_rows.setEnabled(not case.read_only)

    def begin(self) -> None:
        """The keyboard goes to the first action that was not read back."""
        for item in self.action_rows.widgets.values():
            if not item.row.read_back:
                item.button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.next_on.editor.setFocus(Qt.FocusReason.OtherFocusReason)
