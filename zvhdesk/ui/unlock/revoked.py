"""The window of a desk that was revoked: it says so, and what that means for what stands on this computer."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.services.revoked import Revoked
from zvhdesk.ui.kit import Button, label, small
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.anew import AnewCard
from zvhdesk.ui.unlock.front import FrontWindow
from zvhdesk.ui.unlock.ground import centred, white_card
from zvhdesk.ui.unlock.recovery import RecoveryCard
from zvhdesk.wire.roster import AfterRevoking

_HEADING = {False: "Deze computer is ingetrokken", True: "Dit CTER-bureau is ingetrokken"}
_WIPED = (
    "De sleutels van de {} op deze computer zijn vernietigd. Niemand kan ze hier nog openen, ook niet "
    "met uw wachtwoordzin of met de herstelbladen. Wat nog niet was verstuurd, is er niet meer."
)
_KEPT = (
    "Uw wachtwoordzin opent de {} op deze computer niet meer. Wat nog niet was verstuurd, is bewaard: "
    "alleen de twee herstelfunctionarissen kunnen het openen, met hun herstelbladen."
)
_COPIES = (
    "Reservekopieën van vroeger waren niet te vinden in {}. Sluit die schijf aan en start ZVH Desk nog een "
    "keer; dan worden ook die kopieën onbruikbaar gemaakt."
)
_KEYRING = (
    "De sleutelbos van deze computer was niet bereikbaar. Start ZVH Desk nog een keer als u bent aangemeld."
)
_ELSEWHERE = (
    "Kopieën die iemand zelf op een andere plaats heeft bewaard, kan ZVH Desk niet bereiken. Die openen nog "
    "met de herstelbladen."
)
_BEGIN = "Een beheerder van uw huis heeft deze computer ingetrokken. Hij doet niet meer mee met de anderen."
_BEGIN_APART = (
    "Een beheerder van uw huis heeft dit CTER-bureau ingetrokken. Het gaat alleen om dossiercompartiment "
    "CTER: een regulier bureau op deze computer verandert niet."
)
_QUESTIONS = (
    "Klopt dit niet, of werkt u hier verder? Vraag het een beheerder van uw huis. Die kan u opnieuw toelaten."
)


class RevokedWindow(FrontWindow):
    """Closing it ends the program. `apart`: it is a desk of CTER.

    `sheets_submitted(sheet1, sheet2)`: two officers want to see what was not sent; answer with `busy()` and
    `refuse_recovery()`, or by closing the window. `anew_asked`: to join anew, once what stands
    here is kept there, at `aside`; answer with `refuse_anew()` or with another window. Empty: not offered.
    """

    sheets_submitted = Signal(str, str)
    anew_asked = Signal(str)

    def __init__(
        self, told: Revoked, parent: QWidget | None = None, *, apart: bool = False, aside: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName("revoked")
        self.setWindowTitle("ZVH Desk")
        self.resize(1000, 640)
        card, layout = white_card(540)
        layout.setSpacing(10)
        layout.addWidget(label(_HEADING[apart], Text.DOOR))
        layout.addWidget(small(told.label, "revoked.house", wrap=True))
        for sentence in sentences(told, apart=apart):
            layout.addWidget(small(sentence, wrap=True))
        row = QHBoxLayout()
        row.addWidget(Button("Sluiten", "revoked.close", "primary", on_click=self.close))
        if told.after is AfterRevoking.KEEP:
            asked = self._ask_sheets
            row.addWidget(Button("Openen met herstelbladen", "revoked.recover", on_click=asked))
        if aside:
            row.addWidget(Button("Opnieuw aansluiten", "revoked.anew", on_click=self._ask_anew))
        row.addStretch(1)
        layout.addLayout(row)
        self._told, self._aside = told, aside
        self._anew: AnewCard | None = None
        self._recovery: RecoveryCard | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(centred(card))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _ask_sheets(self) -> None:
        if self._recovery is None:
            self._recovery = RecoveryCard(
                lambda one, two, _none: self.sheets_submitted.emit(one, two),
                lambda: self._stack.setCurrentIndex(0),
                once=True,
            )
            self._sheets_area = centred(self._recovery.frame)
            self._stack.addWidget(self._sheets_area)
        self._stack.setCurrentWidget(self._sheets_area)
        self._recovery.sheet1.setFocus()

    def _ask_anew(self) -> None:
        if self._anew is None:
            self._anew = AnewCard(self.anew_asked.emit, lambda: self._stack.setCurrentIndex(0))
            self._anew.show_place(self._aside, wiped=self._told.after is AfterRevoking.WIPE)
        self._anew.come_up(self._stack)

    def refuse_anew(self, sentence: str) -> None:
        """What stands here could not be kept aside."""
        if self._anew is not None:
            self._anew.refuse(sentence)

    def busy(self) -> None:
        """The data are being opened."""
        if self._recovery is not None:
            self._recovery.set_busy(True)

    def refuse_recovery(self, sentence: str) -> None:
        """The sheets were refused; what was typed stays."""
        if self._recovery is not None:
            self._recovery.refuse(sentence)


def sentences(told: Revoked, *, apart: bool = False) -> Iterator[str]:
    """What the window says, one paragraph each."""
    yield _BEGIN_APART if apart else _BEGIN
    said = _WIPED if told.after is AfterRevoking.WIPE else _KEPT
    yield said.format("CTER-gegevens" if apart else "gegevens")
    if told.backups:
        yield _COPIES.format(" en ".join(told.backups))
    if told.entry is not None:
        yield _KEYRING
    if told.after is AfterRevoking.WIPE:
        yield _ELSEWHERE
    yield _QUESTIONS
