"""Guided: this house, so far on one desk, comes to stand at a server."""

from zvhdesk.services.going_out import GoingOut
from zvhdesk.services.words import many
from zvhdesk.ui.agreeing.connection import Enrolling
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.server_step import ServerStep
from zvhdesk.ui.kit import label
from zvhdesk.ui.kit.progress import Progress
from zvhdesk.ui.theme import Text

_LEAD = (
    "Met een server werken collega's op hun eigen computer in dezelfde casussen, ook tijdens een "
    "bijeenkomst. Zonder server blijft alles werken zoals nu, op deze ene computer."
)
_CODE = "U krijgt hem één keer van de beheerder van de server. Hij is een dag geldig."
_OUT = "Lees dit voordat u verdergaat."
_ALL = (
    "Alles wat u tot nu toe vastlegde gaat versleuteld naar de server: ook wat u ongedaan maakte en wat u "
    "uit uw oude register overnam. Zo ziet een collega die aansluit dezelfde geschiedenis als u."
)
_NOTHING = (
    "De server kan er niets van lezen: geen namen en geen teksten. Hij ziet wel welk apparaat wanneer iets "
    "verstuurt, hoe groot dat is en hoeveel dossiers er zijn, maar niet over wie."
)
_SHEETS = (
    "De herstelbladen van nu worden die van het hele huis: samen openen ze straks elk apparaat, en wijzen "
    "ze een nieuwe beheerder aan. Bewaar ze dus goed en apart. U wordt de eerste beheerder."
)
_SENDING = "Wat hier staat, gaat naar de server. U kunt deze pagina verlaten; het gaat vanzelf door."
_SENT = (
    "Alles staat op de server. Laat nu een tweede apparaat toe, bijvoorbeeld van een collega: dan kan het "
    "werk doorgaan als deze computer uitvalt."
)
_LATER = (
    "Het huis staat op de server. Nog niet alles is verstuurd; de rest gaat vanzelf zodra dat kan. U hoeft "
    "niets opnieuw te doen; hoe het staat, leest u linksonder."
)


class _Out(GuideStep):
    onward = "Huis op de server zetten"

    def __init__(self) -> None:
        super().__init__("Wat er gebeurt", _OUT)
        self.count = label("", Text.STRONG, name="enrol.server.count", wrap=True)
        self.body.addWidget(self.count)
        for sentence in (_ALL, _NOTHING, _SHEETS):
            self.body.addWidget(label(sentence, wrap=True))

    def show_count(self, found: GoingOut) -> None:
        """Say how much goes out, and what does not."""
        drafts = ""
        if found.drafts:
            drafts = f" {many(found.drafts, 'concept blijft', 'concepten blijven')} op deze computer."
        changes = many(found.changes, "wijziging", "wijzigingen")
        cases = many(found.cases, "casus", "casussen")
        self.count.setText(f"Er gaan {changes} in {cases} naar de server.{drafts or ' Concepten niet.'}")


class _Sending(GuideStep):
    onward = ""
    returns = False

    def __init__(self) -> None:
        super().__init__("Versturen", _SENDING)
        self.progress = Progress("enrol.server.progress")
        self.end = label("", Text.STRONG, name="enrol.server.end", wrap=True)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.end)


class ServerGuide(Guide):
    """Address and code, what goes out, and sending it."""

    def __init__(self, enrolling: Enrolling) -> None:
        self.server = ServerStep("enrol.server", "Server", _LEAD, _CODE)
        self.out, self.sending = _Out(), _Sending()
        self._enrolling = enrolling
        super().__init__(
            "enrol.server",
            "Huis op een server zetten",
            "Eenmalig, een paar minuten",
            (self.server, self.out, self.sending),
        )

    def forward(self, step: GuideStep) -> None:
        """Nothing is asked of the server before the person read what goes out."""
        if step is self.server:
            self._enrolling.how_much(self.out.show_count, self)
        if step is not self.out:
            super().forward(step)
            return
        self.busy("De server wordt gevraagd")
        self._enrolling.make_house(
            self.server.typed, self.server.code.text().strip(), self._going, self._made, self.refuse, self
        )

    def _going(self, done: int, total: int) -> None:
        if self.step is not self.sending:
            self.show_step(self.sending)
            self.sending.progress.show()
        self.sending.progress.say("Verstuurd", done, total)

    def _made(self, sent: bool) -> None:
        self.sending.onward = "Klaar"
        self.show_step(self.sending)
        self.sending.progress.setVisible(False)
        self.sending.end.setText(_SENT if sent else _LATER)
        self.next.setFocus()
