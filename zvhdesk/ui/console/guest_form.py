"""Letting in somebody who is not on the list: one short line, for this meeting only."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput, Refusal
from zvhdesk.domain.terms import Capacity
from zvhdesk.services.words import word
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.look import TALL, TallButton
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Field, Message, Select

_SCREENED = (("", "niet bekend"), ("ja", "ja"), ("nee", "nee"))


class GuestForm(QWidget):
    """Organisation, name, as what, screened by the employer. `admitted` when it was recorded."""

    admitted = Signal()

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self.organisation, self.name_ = QLineEdit(), QLineEdit()
        self.organisation.setObjectName("console.guest.organisation")
        self.name_.setObjectName("console.guest.name")
        self.capacity = Select("console.guest.capacity", [(str(one), word(one)) for one in Capacity])
        self.screened = Select("console.guest.screened", _SCREENED)
        self.capacity.choose(str(Capacity.SUBSTITUTE))
        self._fields = {
            "Organisatie": Field("Organisatie", self.organisation),
            "Naam": Field("Naam", self.name_, optional=True),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        places = (
            (self._fields["Organisatie"], 0, 0),
            (self._fields["Naam"], 0, 1),
            (Field("Als", self.capacity), 1, 0),
            (Field("Gescreend door de werkgever", self.screened), 1, 1),
        )
        for field, row, column in places:
            field.editor.setMinimumHeight(TALL - 6)
            grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.message = Message("console.guest.error")
        self.ok = TallButton("Toelaten", "console.guest.ok", "primary", on_click=self.admit)
        for editor in (self.organisation, self.name_):
            editor.returnPressed.connect(self.admit)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(8)
        column_.addLayout(grid)
        column_.addWidget(self.message)
        column_.addWidget(self.ok, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, organisation: str) -> None:
        """Begin with what was typed to look for somebody."""
        if not self.organisation.text():
            self.organisation.setText(organisation)
        self.organisation.setFocus(Qt.FocusReason.OtherFocusReason)

    def admit(self) -> None:
        """Let them in; what is wrong stands beside its field."""
        if not self.ok.isEnabled():
            return
        self.ok.setEnabled(False)
        screened = {"ja": True, "nee": False}.get(self.screened.value)
        self._acts.admit_guest(
            self.organisation.text(),
            self.name_.text(),
            Capacity(self.capacity.value),
            screened,
            self._done,
            self._refused,
        )

    def _done(self, _row: object) -> None:
        self.ok.setEnabled(True)
        for editor in (self.organisation, self.name_):
            editor.clear()
        self.message.clear()
        self.admitted.emit()

    def _refused(self, reason: Refusal) -> None:
        self.ok.setEnabled(True)
        field = self._fields.get(reason.field) if isinstance(reason, BadInput) else None
        if field is not None and isinstance(reason, BadInput):
            field.set_error(reason.sentence)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.message.say(explain(reason).sentence)
