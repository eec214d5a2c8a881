"""A short guided page: a few steps, one after another, each with one thing to do and what comes of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.ui.agreeing.connection import NotDone, Where
from zvhdesk.ui.kit import Band, Button, Field, Message, StepStrip, steps_at
from zvhdesk.ui.kit.scrolling import scrolling
from zvhdesk.ui.setup.step import StepPage, first_wrong


class GuideStep(StepPage):
    """A step. `onward` are the words of the button that leads on, none when something else does.

    `returns` says whether one can go back from here; `usual` whether it is named where nobody came to it too;
    `fields` are those an answer may be about.
    """

    onward = "Volgende"
    returns = True
    usual = True
    fields: dict[Where, Field]

    def __init__(self, title: str, lead: str) -> None:
        super().__init__(title, lead)
        self.fields = {}


class Guide(QWidget):
    """Shows the steps and leads through them. `left` when the person stops, or is done.

    A subclass says in `forward` what comes after a step that was filled in.
    """

    left = Signal()
    home: tuple[str, object] = ("admin", "devices")
    """The page from which one comes here, and to which one goes back."""

    def __init__(
        self, name: str, title: str, about: str, steps: Sequence[GuideStep], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title, self.about = title, about
        self._steps = tuple(steps)
        self._at = 0
        self._way: list[GuideStep] = []
        """The steps that led here, this one last."""
        self._strip = StepStrip(name=f"{name}.steps")
        self._stack = QStackedWidget()
        for step in self._steps:
            self._stack.addWidget(scrolling(step))
            step.ready_changed.connect(self.renew)
        self.message = Message(f"{name}.message")
        self.back = Button("Terug", f"{name}.back", on_click=self._back)
        self.stop = Button("Stoppen", f"{name}.stop", on_click=self.leave)
        self.next = Button("Volgende", f"{name}.next", "primary", on_click=self._next)
        foot = Band(top=12, bottom=12)
        foot.row.addWidget(self.back)
        foot.row.addWidget(self.stop)
        foot.row.addWidget(self.message, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.row.addStretch(0)
        foot.row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)
        self.show_step(self._steps[0])

    @property
    def step(self) -> GuideStep:
        """The step in view."""
        return self._steps[self._at]

    @property
    def is_last(self) -> bool:
        """Whether there is nothing after this."""
        return self._at == len(self._steps) - 1

    def show_step(self, step: GuideStep) -> None:
        """Go to a step."""
        self._at = self._steps.index(step)
        self._way = [one for one in self._way if one in self._steps[: self._at]] + [step]
        named = [one for one in self._steps if one.usual or one in self._way]
        self._strip.set_steps(steps_at([one.title for one in named], named.index(step)))
        self._stack.setCurrentIndex(self._at)
        self.busy("")
        step.shown()

    def in_view(self) -> None:
        """It stands on the screen: the keyboard goes to the first field, or without one to the button."""
        self.step.shown()
        if self.step.start is None and self.step.onward:
            self.next.setFocus()

    def forward(self, step: GuideStep) -> None:
        """A step was filled in: the next one, or the end."""
        if self.is_last:
            self.leave()
        else:
            self.show_step(self._steps[self._at + 1])

    def leave(self) -> None:
        """The person stops."""
        self.left.emit()

    def put_away(self) -> None:
        """The person looks at another page; the guide stands as it stood, but for what is secret."""

    def busy(self, doing: str) -> None:
        """Something is under way; nothing typed can change meanwhile."""
        self.message.say(doing, "info")
        self._stack.setEnabled(not doing)
        self.back.setEnabled(not doing)
        self.renew(under_way=bool(doing))

    def refuse(self, why: NotDone) -> None:
        """Say it beside its field, whichever step that is in; everything typed is still there."""
        self.busy("")
        for step in self._steps:
            field = step.fields.get(why.where)
            if field is not None:
                self.show_step(step)
                first_wrong(((field, why.sentence),))
                return
        self.message.say(why.sentence)
        # It was closed while something was under way, and the keyboard went on to the next button: Stoppen.
        self.next.setFocus()

    def renew(self, *, under_way: bool = False) -> None:
        """Which buttons there are, and what they say."""
        step = self.step
        self.back.setVisible(self._at > 0 and step.returns)
        self.stop.setVisible(not self.is_last)
        self.next.setVisible(bool(step.onward))
        self.next.setText(step.onward)
        self.next.setEnabled(not under_way and step.ready())

    def _next(self) -> None:
        self.message.clear()
        step = self.step
        if step.check():
            self.forward(step)

    def _back(self) -> None:
        self.message.clear()
        self.show_step(self._steps[max(0, self._at - 1)])
