"""The card for who forgot the passphrase: what can be done, before anything is typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from zvhdesk.ui.kit import Button, label, small
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.ground import white_card

_LEAD = "Er is niets verloren. De zin zelf kan niemand opzoeken, ook een beheerder van uw huis niet."
WAYS = (
    (
        "Een collega gaat verder",
        (
            "Werkt uw huis met een server, dan opent elk ander apparaat van het huis dezelfde casussen en "
            "leidt het ook de bijeenkomst. Wat u al verstuurde, staat daar."
        ),
    ),
    (
        "Opnieuw aansluiten",
        (
            "Een beheerder van uw huis trekt dit apparaat in, kiest daarbij Bewaren, en laat u opnieuw toe: "
            "op een ander apparaat of op dit. Wat hier staat wordt dan opzij gezet. Werk dat nog niet "
            "verstuurd was, gaat alleen nog open met de herstelbladen: hebt u dat werk nodig, open dit huis "
            "dan eerst daarmee."
        ),
    ),
    (
        "Openen met de herstelbladen",
        (
            "De twee bladen samen, van twee functionarissen, openen dit huis op deze computer, met alles "
            "wat erop staat. U kiest dan een nieuwe wachtwoordzin. Van een huis met een server zijn het "
            "de bladen van het hele huis; andere apparaten merken er niets van."
        ),
    ),
)


class ForgottenCard:
    """Three ways, of which the last two begin here."""

    def __init__(
        self,
        sheets: Callable[[], object],
        back: Callable[[], object],
        anew: Callable[[], object] | None = None,
    ) -> None:
        self.frame, layout = white_card(620)
        layout.setSpacing(10)
        layout.addWidget(label("Wachtwoordzin vergeten", Text.DOOR))
        layout.addWidget(small(_LEAD, wrap=True))
        for title, what in WAYS:
            layout.addSpacing(4)
            layout.addWidget(label(title, Text.STRONG))
            layout.addWidget(label(what, wrap=True))
        row = QHBoxLayout()
        self.sheets = Button("Openen met herstelbladen", "forgotten.sheets", "primary", on_click=sheets)
        self.back = Button("Terug", "forgotten.back", on_click=back)
        row.addWidget(self.sheets)
        if anew is not None:
            row.addWidget(Button("Opnieuw aansluiten", "forgotten.anew", on_click=anew))
        row.addWidget(self.back)
        row.addStretch(1)
        layout.addSpacing(6)
        layout.addLayout(row)
