"""The window of a desk that was revoked: it says so, and what that means for what stands on this computer."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.revoked import Revoked
from zvhdesk.ui.kit import Button, label, small
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.front import FrontWindow
from zvhdesk.ui.unlock.ground import centred, white_card
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
    "De map met reservekopieën was niet bereikbaar. Sluit die schijf aan en start ZVH Desk nog een keer; dan "
    "worden ook die kopieën onbruikbaar gemaakt."
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
_QUESTIONS = "Klopt dit niet? Vraag het een beheerder van uw huis."


class RevokedWindow(FrontWindow):
    """Closing it ends the program. `recovery_asked`: two officers want to see what was not sent.

    `apart`: it is a desk of CTER.
    """

    recovery_asked = Signal()

    def __init__(self, told: Revoked, parent: QWidget | None = None, *, apart: bool = False) -> None:
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
            asked = self.recovery_asked.emit
            row.addWidget(Button("Openen met herstelbladen", "revoked.recover", on_click=asked))
        row.addStretch(1)
        layout.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(centred(card))


def sentences(told: Revoked, *, apart: bool = False) -> Iterator[str]:
    """What the window says, one paragraph each."""
    yield _BEGIN_APART if apart else _BEGIN
    said = _WIPED if told.after is AfterRevoking.WIPE else _KEPT
    yield said.format("CTER-gegevens" if apart else "gegevens")
    if told.backups is not None:
        yield _COPIES
    if told.entry is not None:
        yield _KEYRING
    if told.after is AfterRevoking.WIPE:
        yield _ELSEWHERE
    yield _QUESTIONS
