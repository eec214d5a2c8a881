"""Choosing who gets a copy: the involved are ticked, the others can be added."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.services.plans.rows import ReceiverRow, Receivers
from zvhdesk.services.words import listed, word
from zvhdesk.ui.kit import Button, Card, Check, Elided, TagLabel, small
from zvhdesk.ui.plans.wording import copy_words
from zvhdesk.ui.theme import TagKind, Text


class ReceiversPane(Card):
    """A tick per participant of lid 1 and 2. `changed` carries how many are ticked."""

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__("Wie krijgt een exemplaar?", "deelnemers van lid 1 en lid 2")
        self._checks: dict[str, Check] = {}
        self._involved = QVBoxLayout()
        self._involved.setSpacing(2)
        self.body.addLayout(self._involved)
        self._others = QWidget()
        self._more = QVBoxLayout(self._others)
        self._more.setContentsMargins(0, 0, 0, 0)
        self._more.setSpacing(2)
        self._open = Button("", "copies.others", "link", on_click=self._show_others)
        self.body.addWidget(self._open)
        self.body.addWidget(self._others)
        self._barred = small("", "copies.barred", wrap=True)
        self.body.addWidget(self._barred)
        for widget in (self._open, self._others, self._barred):
            widget.hide()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the partners that are ticked, in the order of the list."""
        return tuple(partner_id for partner_id, check in self._checks.items() if check.isChecked())

    def show_receivers(self, found: Receivers) -> None:
        """Offer these, the proposed ones ticked."""
        others = [row for row in found.rows if not row.why]
        for at, row in enumerate(found.rows):
            (self._involved if row.why else self._more).addWidget(self._row(row, at))
        if not any(row.why for row in found.rows):
            self._involved.addWidget(small("Bij deze casus is nog niemand van lid 1 of lid 2 betrokken."))
        self._open.setText(f"Andere deelnemers tonen ({len(others)})")
        self._open.setVisible(bool(others))
        if found.barred:
            self._barred.setText(
                f"Geen exemplaar voor: {listed(found.barred)}. Daarvoor is een besluit van lid 1 nodig "
                "(WGS artikel 1.7, tweede lid)."
            )
        self._barred.setVisible(bool(found.barred))
        self.changed.emit(len(self.chosen))

    def set_enabled(self, *, on: bool) -> None:
        """Whether the ticks can be changed now."""
        for check in self._checks.values():
            check.setEnabled(on)
        self._open.setEnabled(on)

    def _row(self, row: ReceiverRow, at: int) -> QWidget:
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        check = Check(row.name, f"copies.receiver.{at}")
        check.setChecked(row.proposed)
        check.toggled.connect(lambda _on: self.changed.emit(len(self.chosen)))
        self._checks[row.partner_id] = check
        line.addWidget(check)
        why = ", ".join(row.why) or word(row.class_)
        check.setAccessibleDescription(why)
        line.addWidget(Elided(why, Text.SMALL, "3"), 1)
        if row.copy is not None:
            line.addWidget(TagLabel(copy_words(row.copy), TagKind.ON_COURSE))
        return holder

    def _show_others(self) -> None:
        self._open.hide()
        self._others.show()
        first = self._others.findChild(Check)
        if first is not None:
            first.setFocus()
