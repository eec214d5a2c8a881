"""Letting in somebody who is not on the list: one short line, for this meeting only."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput, Doubtful, Refusal
from zvhdesk.domain.terms import Capacity
from zvhdesk.services import adding
from zvhdesk.services.meetings.attendance import ADMIT
from zvhdesk.services.words import word
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.live_text import Answer
from zvhdesk.ui.console.look import TALL, TallButton
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Field, Message, Select
from zvhdesk.ui.kit.drafts import NOT_SAVED, Drafts

_USUAL = Capacity.SUBSTITUTE
_WAITS = "Dit is nog niet vastgelegd."
_SCREENED = (("", "niet bekend"), ("ja", "ja"), ("nee", "nee"))


class GuestForm(QWidget):
    """Organisation, name, as what, screened by the employer. `over` when it was recorded, or let go of.

    What is typed is kept as a draft of the meeting, in the same place as that of a guest while one prepares:
    who was not admitted there is found here. `found` when there is such a draft. `told` carries the field
    beneath which something is said.
    """

    over = Signal()
    found = Signal()
    told = Signal(object)

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts, self._meeting = acts, ""
        self._doubted: dict[str, str] | None = None
        self.organisation, self.name_ = QLineEdit(), QLineEdit()
        self.organisation.setObjectName("console.guest.organisation")
        self.name_.setObjectName("console.guest.name")
        self.capacity = Select("console.guest.capacity", [(str(one), word(one)) for one in Capacity])
        self.screened = Select("console.guest.screened", _SCREENED)
        self.capacity.choose(str(_USUAL))
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
        self._drafts = Drafts(acts.tasks, ADMIT, lambda: self.typed, self)
        for editor in (self.organisation, self.name_):
            editor.returnPressed.connect(self.admit)
            editor.textEdited.connect(self._drafts.note)
        for choice in (self.capacity, self.screened):
            choice.currentIndexChanged.connect(self._drafts.note)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(8)
        column_.addLayout(grid)
        column_.addWidget(self.message)
        buttons = QHBoxLayout()
        buttons.addWidget(self.ok)
        buttons.addWidget(
            TallButton("Niet toelaten", "console.guest.cancel", "quiet", on_click=self.let_go),
        )
        buttons.addStretch(1)
        column_.addLayout(buttons)

    @property
    def typed(self) -> dict[str, str]:
        """What the fields hold, by column; a choice that is the usual one says nothing by itself."""
        said = {"organisation": self.organisation.text(), "name": self.name_.text()}
        usual = self.capacity.value == _USUAL and not any(said.values())
        return {**said, "capacity": "" if usual else self.capacity.value, "screened": self.screened.value}

    def restore(self) -> None:
        """Find what was typed of a guest of this meeting and not admitted."""
        meeting = self._acts.meeting_id
        if meeting != self._meeting:
            self._drafts.keep()
            self._empty()
            self._meeting = meeting
            self._drafts.of(meeting)
        self._acts.tasks.read(
            lambda session: adding.form_drafts(session, ADMIT, meeting),
            lambda kept: self._offer(meeting, kept),
            owner=self,
        )

    def _offer(self, meeting: str, kept: Mapping[str, str]) -> None:
        if meeting != self._meeting:
            return
        if not any(self.typed.values()):
            for editor, column in ((self.organisation, "organisation"), (self.name_, "name")):
                editor.setText(kept.get(column, ""))
                editor.setCursorPosition(0)
            self.capacity.choose(kept.get("capacity") or str(_USUAL))
            self.screened.choose(kept.get("screened", ""))
        self._drafts.of(meeting, kept)
        if any(self.typed.values()):
            self._drafts.note()
            self.message.say(_WAITS, "info")
            self.found.emit()

    def begin(self, organisation: str) -> None:
        """Begin with what was typed to look for somebody."""
        if not self.organisation.text():
            self.organisation.setText(organisation)
            self._drafts.note()
        self.organisation.setFocus(Qt.FocusReason.OtherFocusReason)

    def admit(self) -> None:
        """Let them in; what is wrong stands beside its field."""
        if not self.ok.isEnabled():
            return
        self.ok.setEnabled(False)
        # Kept before it is sent: the act that records it takes the draft away.
        self._drafts.keep()
        screened = {"ja": True, "nee": False}.get(self.screened.value)
        self._acts.admit_guest(
            self.organisation.text(),
            self.name_.text(),
            Capacity(self.capacity.value),
            screened,
            Answer(self._done, self._refused, self._broken),
            confirmed=self.typed == self._doubted,
        )

    def let_go(self) -> None:
        """Nobody comes in; what was typed is forgotten."""
        self._acts.drop_guest()
        self._done(None)

    def keep_draft(self) -> None:
        """The page is left, or the program closes."""
        self._drafts.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """The door is closed."""
        super().hideEvent(event)
        self.keep_draft()

    def _done(self, _none: object) -> None:
        self.ok.setEnabled(True)
        self._empty()
        self._drafts.of(self._meeting)
        self.over.emit()

    def _empty(self) -> None:
        for editor in (self.organisation, self.name_):
            editor.clear()
        self.capacity.choose(str(_USUAL))
        self.screened.choose("")
        self.message.clear()
        self._doubted = None
        for field in self._fields.values():
            field.set_error("")
        self._drafts.stop()

    def _broken(self) -> None:
        self.ok.setEnabled(True)
        self.message.say(NOT_SAVED)

    def _refused(self, reason: Refusal) -> None:
        self.ok.setEnabled(True)
        doubtful = isinstance(reason, Doubtful)
        self._doubted = self.typed if doubtful else None
        field = self._fields.get(reason.field) if isinstance(reason, BadInput) else None
        if field is not None and isinstance(reason, BadInput):
            field.set_error(reason.sentence, "warn" if doubtful else "danger")
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.told.emit(field)
        else:
            self.message.say(explain(reason).sentence)
