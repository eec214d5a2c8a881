"""Toegang: what opens this house. Its recovery sheets, and its passphrase."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.services import house_keys
from zvhdesk.services.house_keys import Keys
from zvhdesk.services.unlock.passphrase import pause_after
from zvhdesk.ui.beheer.passphrase_card import PassphraseCard
from zvhdesk.ui.beheer.proof import Proof
from zvhdesk.ui.beheer.sheets_card import SheetsCard
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Button, Message
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN
from zvhdesk.ui.unlock.attempts import Attempts

_SIDE_BY_SIDE = 860
"""Logical px within which two cards stand beside one another."""


class AccessPane(QScrollArea):
    """Reads how it stands each time it is shown. Wrong passphrases are counted over both cards together.

    `admin_asked` asks for the guide that makes an admin with the recovery sheets.
    """

    admin_asked = Signal()

    def __init__(self, tasks: Tasks, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._tasks = tasks
        attempts = Attempts(pause_after)
        self.sheets = SheetsCard(tasks, Proof("admin.access.passphrase", "Uw wachtwoordzin", attempts, clock))
        self.passphrase = PassphraseCard(
            tasks, Proof("admin.access.current", "Wachtwoordzin van nu", attempts, clock)
        )
        self.message = Message("admin.access.message")
        self.appoint = Button(
            "Nieuwe beheerder aanwijzen met de herstelbladen",
            "admin.access.appoint",
            icon="key-round",
            on_click=self.admin_asked.emit,
        )
        self.appoint.hide()
        self.sheets.handing_over.connect(self.passphrase.hold)
        self.sheets.changed.connect(self._show)
        inside = QWidget()
        inside.setProperty("look", "clear")
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(16)
        for card in (self.sheets, self.passphrase):
            self._cards.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        column.addWidget(self.message)
        column.addLayout(self._cards)
        column.addSpacing(16)
        column.addWidget(self.appoint, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._bring_into_view)

    def _bring_into_view(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Where the keyboard goes by itself may be out of view, and is laid out only after this."""
        inside = self.widget()
        if inside is not None and now is not None and inside.isAncestorOf(now):
            QTimer.singleShot(0, now, partial(self.ensureWidgetVisible, now, 0, 64))

    def opened(self) -> None:
        """Read how it stands."""
        for card in (self.sheets, self.passphrase):
            card.opened()
        self._tasks.ask(house_keys.keys, self._show, self._refused, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beneath one another where there is no room for two."""
        wide = event.size().width() >= _SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(direction)
        super().resizeEvent(event)

    def _show(self, found: Keys) -> None:
        self.message.clear()
        self.sheets.show_keys(found)
        self.passphrase.show_keys(found)
        self.appoint.setVisible(bool(found.of_house) and not found.apart)

    def _refused(self, reason: Any) -> None:
        self.message.say(explain(reason))
