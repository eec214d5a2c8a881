"""The window of a desk that did not hear all from its server for thirty days."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.domain.lease import LOCK_AFTER_DAYS, Lease, LeaseState
from zvhdesk.services.words import many
from zvhdesk.ui.agreeing.address_guide import TITLE, AddressGuide
from zvhdesk.ui.agreeing.connecting import Connecting, NotReached
from zvhdesk.ui.agreeing.connection import Following, Moving
from zvhdesk.ui.agreeing.follow_guide import TITLE as GO_ON
from zvhdesk.ui.agreeing.follow_guide import FollowGuide
from zvhdesk.ui.agreeing.guide import Guide
from zvhdesk.ui.kit import Button, Message, TopBar, label, small
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.anew import AnewCard
from zvhdesk.ui.unlock.front import FrontWindow
from zvhdesk.ui.unlock.ground import centred, white_card

_WHY = (
    "Deze computer moet elke {days} dagen alles van de server van uw huis ontvangen. Zo komt ook hier aan "
    "wat elders is vernietigd of ingetrokken. Tot dat lukt, blijven de gegevens op slot."
)
_SAFE = "Er gaat niets verloren: wat u hier vastlegde, is er nog. Wat nog niet is verstuurd, gaat dan mee."
_AGAIN = "Er is niets verloren. Probeer het nog eens, of sluit ZVH Desk en start het opnieuw."
_CONNECT, _BUSY = "Nu verbinden", "Bezig met verbinden"


class LeaseWindow(FrontWindow):
    """Stands before anything is shown. `connected` once the server was reached; closing it ends the run.

    `anew_asked`: to join anew, once what stands here is kept there, at `aside`; answer with `refuse_anew()`
    or with another window. Empty: that is not offered.
    """

    connected = Signal()
    anew_asked = Signal(str)

    def __init__(
        self,
        lease: Lease,
        connecting: Connecting,
        moving: Moving,
        following: Following,
        parent: QWidget | None = None,
        *,
        aside: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lease")
        self.setWindowTitle("ZVH Desk")
        self.resize(1000, 640)
        self._connecting, self._moving, self._following = connecting, moving, following
        self._page: QWidget | None = None
        self._aside = aside
        self._anew: AnewCard | None = None
        card, layout = white_card(520)
        layout.setSpacing(10)
        days = many(lease.days, "dag", "dagen")
        layout.addWidget(label(f"Al {days} niet volledig bijgewerkt", Text.DOOR))
        layout.addWidget(small(_WHY.format(days=LOCK_AFTER_DAYS), wrap=True))
        layout.addWidget(small(_SAFE, wrap=True))
        self.message = Message("lease.message")
        layout.addWidget(self.message)
        row = QHBoxLayout()
        self.button = Button(_CONNECT, "lease.connect", "primary", on_click=self._connect)
        row.addWidget(self.button)
        self.move_button = Button(TITLE, "lease.move", "link", on_click=self._show_move)
        row.addWidget(self.move_button)
        self.follow_button = Button(GO_ON, "lease.follow", "link", on_click=self._show_follow)
        self.follow_button.hide()
        row.addWidget(self.follow_button)
        row.addStretch(1)
        layout.addLayout(row)
        self.anew_button = Button("Opnieuw aansluiten", "lease.anew", on_click=self._show_anew)
        self.anew_button.hide()
        layout.addWidget(self.anew_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack = QStackedWidget()
        self._stack.addWidget(centred(card))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_move(self) -> None:
        guide = AddressGuide(self._moving)
        self._show(guide, lambda: guide.moved)

    def _show_follow(self) -> None:
        guide = FollowGuide(self._following, shut=True)
        self._show(guide, lambda: guide.followed)

    def _show_anew(self) -> None:
        if self._anew is None:
            self._anew = AnewCard(self.anew_asked.emit, lambda: self._stack.setCurrentIndex(0))
            self._anew.show_place(self._aside)
        self._anew.come_up(self._stack)

    def refuse_anew(self, sentence: str) -> None:
        """What stands here could not be kept aside. It is shut by now: there is no way back to connecting."""
        if self._anew is not None:
            self._anew.refuse(f"{sentence} {_AGAIN}")
            self._anew.back.hide()

    def _show(self, guide: Guide, done: Callable[[], bool]) -> None:
        """A desk that is shut has no page to do it on."""
        page = QWidget()
        page.setProperty("look", "ground")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TopBar(guide.title, guide.about, search=False))
        column.addWidget(guide, 1)
        self._page = page
        guide.left.connect(lambda: self._guided(done()))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        guide.in_view()

    def _guided(self, done: bool) -> None:
        page, self._page = self._page, None
        if page is None:
            return
        self._stack.removeWidget(page)
        page.deleteLater()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if done:
            self._connect()

    def _connect(self) -> None:
        self._set_busy(True)
        self._connecting.connect(self.connected.emit, self._failed)

    def _failed(self, why: NotReached) -> None:
        self._set_busy(False)
        self.message.say(why.sentence)
        self.follow_button.setVisible(why.may_go_on)
        self.anew_button.setVisible(why.anew and bool(self._aside))
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        for button in (self.move_button, self.follow_button, self.anew_button):
            button.setEnabled(not busy)
        self.button.setText(_BUSY if busy else _CONNECT)
        if busy:
            self.message.clear()


def warning(lease: Lease) -> str:
    """For the page of the server: in the last week, and in a live meeting after it; else empty."""
    if lease.state is LeaseState.GOOD:
        return ""
    since = f"Deze computer is al {many(lease.days, 'dag', 'dagen')} niet volledig bijgewerkt."
    if lease.state is LeaseState.LOCKED:
        return (
            f"{since} Na de bijeenkomst gaan de gegevens op slot, tot dat weer lukt. Er gaat niets verloren."
        )
    left = many(lease.left, "dag", "dagen")
    return f"{since} Lukt het niet, dan gaan de gegevens over {left} op slot. Er gaat niets verloren."
