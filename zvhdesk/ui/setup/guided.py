"""The frame of a guided set-up: steps above, one page at a time, back and next beneath."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.ui.kit import Band, Button, Message, StepStrip, TopBar, label, steps_at
from zvhdesk.ui.kit.scrolling import scrolling
from zvhdesk.ui.setup.step import StepPage
from zvhdesk.ui.unlock.front import FrontWindow


class Words(NamedTuple):
    """The heading, the quiet line beside it, and the button of the last step."""

    title: str
    sub: str
    begin: str


class GuidedWindow(FrontWindow):
    """Holds the pages and shows one. What Next does on a page is for who derives from it."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup")
        self.setWindowTitle("ZVH Desk")
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(1080, 860)
        self._words = words
        self._pages: tuple[StepPage, ...] = ()
        self._at = 0

    def _lay_out(self, pages: Sequence[StepPage], above: QWidget | None = None) -> None:
        """`above` stands over the steps."""
        self._pages = tuple(pages)
        self._strip = StepStrip(name="setup.steps")
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(scrolling(page))
            page.ready_changed.connect(self._renew)
        self.message = Message("setup.message")
        self.back = Button("Terug", "setup.back", on_click=self._back)
        self.next = Button("Volgende", "setup.next", "primary", on_click=self._on)
        foot = Band(top=12, bottom=12)
        foot.row.addWidget(self.back)
        foot.row.addWidget(self.message, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.row.addStretch(0)
        foot.row.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(TopBar(self._words.title, self._words.sub, search=False))
        if above is not None:
            layout.addWidget(above)
        layout.addWidget(self._strip)
        layout.addWidget(self._stack, 1)
        layout.addWidget(foot)
        self._show(0)

    @property
    def step(self) -> int:
        """Number of the step in view, from 0."""
        return self._at

    def refuse(self, sentence: str) -> None:
        """The last step, or printing, did not work; everything typed is still here."""
        self._busy("")
        self.message.say(sentence)

    def _on(self) -> None:
        page = self._pages[self._at]
        self.message.clear()
        if page.check():
            self._go_on(page)

    def _go_on(self, page: StepPage) -> None:
        """The page is filled in: go to the next one, or ask for what must be done first."""
        del page
        self._show(self._at + 1)

    def _back(self) -> None:
        self.message.clear()
        self._show(max(0, self._at - 1))

    def _busy(self, doing: str) -> None:
        self.message.say(doing, "info")
        self._stack.setEnabled(not doing)
        self.back.setEnabled(not doing)
        self.next.setEnabled(not doing and self._pages[self._at].ready())

    def _coming(self, page: StepPage) -> None:
        """A page is about to be shown."""

    def _show(self, at: int) -> None:
        self._at = at
        page = self._pages[at]
        self._coming(page)
        self._strip.set_steps(steps_at([one.title for one in self._pages], at))
        self._stack.setCurrentIndex(at)
        self._renew()
        page.shown()

    def _renew(self) -> None:
        self.back.setVisible(self._at > 0)
        self.next.setText(self._words.begin if self._at == len(self._pages) - 1 else "Volgende")
        self.next.setEnabled(self._pages[self._at].ready())


def join_choice(words: str, ask: Callable[[], object]) -> Band:
    """The other way in, while nothing was made yet: a house that colleagues work in already."""
    choice = Band()
    choice.row.addWidget(label(words, wrap=True), 1)
    join = Button("Aansluiten bij een bestaand huis", "setup.join", icon="users", on_click=ask)
    choice.row.addWidget(join)
    return choice
