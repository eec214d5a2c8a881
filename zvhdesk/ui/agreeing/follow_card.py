"""On Samenwerken: the way on after an old backup of the server was put back."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from zvhdesk.domain.lease import LOCK_AFTER_DAYS
from zvhdesk.ui.agreeing.follow_guide import TITLE
from zvhdesk.ui.kit import Button, Card, label
from zvhdesk.ui.theme import Text

_WHEN = (
    "Dan kan dit komen doordat collega's daarop verder schreven. Vraag het eerst de beheerder van de "
    "server. Is het zo, dan kan deze computer verdergaan met wat de server nu heeft; wat hier staat, gaat "
    f"niet verloren. Beslis het binnen {LOCK_AFTER_DAYS} dagen: een computer die zo lang niet alles van de "
    "server ontvangt, gaat op slot tot dat weer lukt."
)


class FollowCard(Card):
    """The way to the guide, as long as there is a reason for it."""

    def __init__(self, go: Callable[[str, object], None]) -> None:
        super().__init__("Is er een oude reservekopie van de server teruggezet?")
        self.body.addWidget(label(_WHEN, Text.BODY, wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(Button(TITLE, "server.follow", on_click=lambda: go("enrol", "follow")))
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()
