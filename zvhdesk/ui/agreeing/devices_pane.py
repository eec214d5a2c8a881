"""Server en apparaten: who is in the house with which device, and the way to each guided page."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.domain.enrolment import (
    Apart,
    DeviceRow,
    admins,
    is_admin,
    not_revocable,
)
from zvhdesk.services import devices
from zvhdesk.ui.agreeing import device_words
from zvhdesk.ui.agreeing.apart_stand import ApartStand
from zvhdesk.ui.agreeing.connection import Enrolling, House
from zvhdesk.ui.agreeing.destroyed_card import DestroyedCard
from zvhdesk.ui.agreeing.revoke_guide import FUTURE
from zvhdesk.ui.grid import Column, Grid
from zvhdesk.ui.kit import Band, Button, Card, Elided, EmptyState, Message, label, rule, small
from zvhdesk.ui.kit.empty import alone
from zvhdesk.ui.kit.row_fields import AROUND, RowFields
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN, Text

_SIDE_BY_SIDE = 1000
"""Logical px within which the list and the chosen device stand beside one another."""
_ALONE = "Dit huis werkt op één computer"
_WHY = (
    "Met een server werken collega's op hun eigen computer in dezelfde casussen, en kan het werk doorgaan "
    "als deze computer uitvalt. De server kan niets lezen van wat u vastlegt."
)
_ABOUT = "Elk apparaat is van één persoon. Een beheerder laat apparaten toe en trekt ze in."
_ABOUT_APART = (
    "Hier staan alleen de CTER-bureaus. Is er een nieuw, dan laat een beheerder het eerst toe tot het huis, "
    "op een regulier bureau. Daarna staat het hier, en laat u het toe tot CTER."
)
_ONE_ADMIN = (
    "Er is één beheerder. Wijs een tweede aan: valt die ene weg, dan kan niemand een apparaat intrekken of "
    "een nieuw toelaten."
)
_ONE_ADMIN_APART = (
    "Onder de leden van CTER is één beheerder. Zorg voor een tweede: valt die ene weg, dan kan niemand een "
    "ander CTER-bureau toelaten."
)
_LET_IN, _LET_IN_APART = "Alsnog toelaten", "Toelaten tot CTER"
_AGAIN_MS = 2_000


class DevicesPane(QWidget):
    """`guide_asked` carries what the page of guides is to open.

    "server", "address", "door", "admin", "apart", "reopen", ("let_in", row of a device that waits, whether
    into CTER), or ("revoke", rows of devices, id of a member or empty).
    """

    guide_asked = Signal(object)

    def __init__(self, tasks: Tasks, enrolling: Enrolling) -> None:
        super().__init__()
        self._tasks, self._enrolling = tasks, enrolling
        self._apart = False
        self.rows: tuple[DeviceRow, ...] = ()
        self._named = ""
        self._stack = QStackedWidget()
        self._stack.addWidget(self._without())
        self._stack.addWidget(self._within())
        self.stand = ApartStand()
        self.stand.begin_asked.connect(lambda: self.guide_asked.emit("apart"))
        self.stand.reopen_asked.connect(lambda: self.guide_asked.emit("reopen"))
        self._stack.addWidget(self.stand)
        self._again = QTimer(self, interval=_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._look_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._server())

    def _without(self) -> QWidget:
        self.start = Button("Huis op een server zetten", "devices.server", "primary", icon="database")
        self.start.clicked.connect(lambda: self.guide_asked.emit("server"))
        return alone(EmptyState("users", _ALONE, _WHY, (self.start,)))

    def _server(self) -> Band:
        self.server = Band(top=8, bottom=8)
        self.server.hide()
        self.address = Elided("", Text.SUB, "2")
        self.address.setObjectName("devices.address")
        button = Button("Adres van de server", "devices.move", on_click=self._move)
        self.server.row.addWidget(self.address, 1)
        self.server.row.addWidget(button)
        return self.server

    def _move(self) -> None:
        self.guide_asked.emit("address")

    def _within(self) -> QWidget:
        self.grid = Grid(
            "devices.list",
            "Mensen en apparaten",
            (
                Column(
                    "person", "Van", lambda row: row.person or "niet meer in de lijst", share=5, strong=True
                ),
                Column("letter", "Apparaat", lambda row: row.called, share=4),
                Column("since", "Sinds", device_words.since, width=104),
                Column("last", "Laatste bericht", device_words.last, width=132),
                Column("state", "", device_words.state, width=208, tag=device_words.tag),
            ),
            scrolls=False,
        )
        self.grid.row_chosen.connect(self._chose)
        self.advice = Message("devices.advice")
        self.let_in = Button("Een apparaat toelaten", "devices.door", "primary", icon="plus")
        self.let_in.clicked.connect(lambda: self.guide_asked.emit("door"))
        self.appoint = Button("Nieuwe beheerder aanwijzen", "devices.admin", icon="key-round")
        self.appoint.clicked.connect(lambda: self.guide_asked.emit("admin"))
        left = Card("Mensen en apparaten")
        self.about = small(_ABOUT, wrap=True)
        left.body.addWidget(self.about)
        left.add(self.grid)
        acts = left.section()
        acts.addWidget(self.advice)
        row = QHBoxLayout()
        row.addWidget(self.let_in)
        row.addWidget(self.appoint)
        row.addStretch(1)
        acts.addLayout(row)
        holder = QWidget()
        holder.setProperty("look", "clear")
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(MARGIN, 16, MARGIN, 16)
        whole.setSpacing(16)
        inside = self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        inside.setSpacing(16)
        inside.addWidget(left, 2, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._beside(), 1, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(inside)
        self.gone = DestroyedCard()
        whole.addWidget(self.gone)
        whole.addStretch(1)
        area = QScrollArea()
        area.setObjectName("devices.all")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        return area

    def _beside(self) -> Card:
        self.chosen = label("", Text.STRONG, name="devices.chosen", wrap=True)
        self.why_not = small("", "devices.why_not", wrap=True)
        self.revoke = Button("Apparaat intrekken", "devices.revoke", "danger", on_click=self._revoke)
        self.remove = Button(
            "Collega uit het huis halen", "devices.remove", "danger", icon="trash-2", on_click=self._remove
        )
        self.let_in_waiting = Button(
            _LET_IN_APART, "devices.let_in", "primary", icon="plus", on_click=self._let_in_waiting
        )
        self.label = RowFields(self._tasks, "admin.devices", "device", ("label",))
        self.name_it = Button("Naam geven", "devices.name", on_click=self._name)
        card = Card("Apparaat")
        card.body.addWidget(self.chosen)
        self.mark = small("", "devices.mark")
        card.body.addWidget(self.mark)
        card.add(self._naming())
        foot = card.section()
        foot.setSpacing(10)
        self.future = small(FUTURE, "devices.future", wrap=True)
        foot.addWidget(self.future)
        foot.addWidget(self.why_not)
        foot.addWidget(self.let_in_waiting, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.revoke, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _naming(self) -> QWidget:
        self.naming = QWidget()
        around = QVBoxLayout(self.naming)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(rule(faint=True))
        inside = QVBoxLayout()
        inside.setContentsMargins(*AROUND, *AROUND)
        inside.addWidget(self.label)
        words = QHBoxLayout()
        # A field keeps 10 px for its frame, a button does not: so they line up.
        words.setContentsMargins(10, 0, 10, 0)
        words.addWidget(self.name_it)
        words.addStretch(1)
        inside.addLayout(words)
        around.addLayout(inside)
        return self.naming

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beneath one another where there is no room for two."""
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._cards.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._cards.setStretch(0, 2 if wide else 0)
        super().resizeEvent(event)

    def leave(self) -> None:
        """Commit what is typed."""
        self.label.leave()

    def opened(self) -> None:
        """Read how it stands."""
        self._enrolling.house(self.show_house, self)

    def show_house(self, found: House) -> None:
        """Show it; revoked devices stand below."""
        in_use = [one for one in found.devices if one.revoked is None]
        self.rows = (*in_use, *(one for one in found.devices if one.revoked is not None))
        self._apart = found.apart is not None
        self.stand.show_house(found)
        self._stack.setCurrentIndex(1 if found.joined else 2 if self._apart else 0)
        self.server.setVisible(bool(found.address) and (found.joined or self._apart))
        self.address.setText(f"Deze computer gebruikt de server {found.address}")
        if found.apart is Apart.WAITS:
            # Another desk ends it: this page says so by itself.
            self._again.start()
        self.grid.show_rows(self.rows)
        self.gone.show_reports(found.destroyed)
        if self.rows and not self.grid.chosen:
            self.grid.choose(self.rows[0].id)
        self._chose(self.grid.chosen)
        self.about.setText(_ABOUT_APART if self._apart else _ABOUT)
        self.let_in.setVisible(is_admin(self.rows) and not self._apart)
        # Who is admin belongs to the house, and is decided at an ordinary desk.
        self.appoint.setVisible(not self._apart)
        one_admin = _ONE_ADMIN_APART if self._apart else _ONE_ADMIN
        members = [one for one in self.rows if not one.digits]
        self.advice.say(one_admin if admins(members) == 1 else "", "warn")

    def _look_again(self) -> None:
        if self.isVisible():
            self.opened()

    def _chose(self, device: str) -> None:
        row = self._row(device)
        if row is None:
            return
        wanted = row.id if row.label else ""
        if wanted != self._named:
            self._named = wanted
            self.label.open(wanted)
        else:
            self.label.reload()
        self.label.setVisible(bool(row.label))
        self.name_it.setVisible(not row.label)
        why = not_revocable(row, self.rows)
        self.chosen.setText(row.name)
        # As the administrator of the server reads it.
        self.mark.setText(f"Kenmerk op de server: {row.id[-8:]}")
        may = is_admin(self.rows)
        self.let_in_waiting.setText(_LET_IN_APART if self._apart else _LET_IN)
        self.let_in_waiting.setVisible(bool(row.digits) and may)
        self.why_not.setText(device_words.told(row, self.rows, apart=self._apart))
        self.why_not.setVisible(bool(self.why_not.text()))
        self.revoke.setVisible(why is None)
        own = any(one.me and one.user == row.user for one in self.rows)
        self.remove.setVisible(why is None and not own and bool(row.person) and not self._apart)
        self.future.setVisible(why is None)
        # The name of a device belongs to the house, which is only read at a desk of CTER.
        self.naming.setVisible(not self._apart)

    def _name(self) -> None:
        row = self._row(self.grid.chosen)
        if row is not None:
            self._tasks.act(
                lambda session: devices.name(session, row.id, row.called),
                devices.NAME,
                lambda _none: self.opened(),
                owner=self,
            )

    def _row(self, device: str) -> DeviceRow | None:
        return next((one for one in self.rows if one.id == device), None)

    def _let_in_waiting(self) -> None:
        row = self._row(self.grid.chosen)
        if row is not None:
            self.guide_asked.emit(("let_in", row, self._apart))

    def _revoke(self) -> None:
        row = self._row(self.grid.chosen)
        if row is not None:
            self.guide_asked.emit(("revoke", (row,), ""))

    def _remove(self) -> None:
        row = self._row(self.grid.chosen)
        if row is not None:
            rows = tuple(one for one in self.rows if one.user == row.user and one.revoked is None)
            self.guide_asked.emit(("revoke", rows, row.user))
