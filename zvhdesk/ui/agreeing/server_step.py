"""Which server: its address, if need be a certificate, and the code that was given for it."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from zvhdesk.ui.agreeing.address import wrong_address
from zvhdesk.ui.agreeing.connection import TypedServer
from zvhdesk.ui.agreeing.guide import GuideStep
from zvhdesk.ui.kit import Button, Field
from zvhdesk.ui.kit.files import ask_open
from zvhdesk.ui.setup.step import first_wrong

_TRUST = (
    "Alleen nodig als uw organisatie een eigen certificaat gebruikt; de beheerder van de server weet dat."
)
_UNREADABLE = (
    "Dit bestand kan niet worden gelezen. Kies het certificaat (.pem of .crt) van de beheerder van de server."
)
_MOST = 64 * 1024
_MARK = "-----BEGIN CERTIFICATE-----"


class AddressStep(GuideStep):
    """Fields `<prefix>.address` and `.trust`."""

    def __init__(self, prefix: str, title: str, lead: str) -> None:
        super().__init__(title, lead)
        self._trust = ""
        self.address = self.start = QLineEdit()
        self.address.setObjectName(f"{prefix}.address")
        self.address.setPlaceholderText("https://")
        self.file = QLineEdit()
        self.file.setObjectName(f"{prefix}.trust")
        self.file.setReadOnly(True)
        choose = Button("Kiezen", f"{prefix}.choose", icon="folder-open", on_click=self._choose)
        self.fields = {
            "address": Field("Adres van de server", self.address),
            "trust": Field("Eigen certificaat", self.file, hint=_TRUST, optional=True, beside=choose),
        }
        for field in self.fields.values():
            self.body.addWidget(field)

    @property
    def typed(self) -> TypedServer:
        """Where the server is."""
        return TypedServer(self.address.text(), self._trust)

    def check(self) -> bool:
        """An address that can be one."""
        return not first_wrong(((self.fields["address"], wrong_address(self.address.text())),))

    def _choose(self) -> None:
        ask_open(self, "Certificaat", "Certificaten (*.pem *.crt *.cer)", self.take_certificate)

    def take_certificate(self, file: Path) -> bool:
        """Read a certificate. What is none is not taken: False, and the one before stays."""
        try:
            text = file.read_text("ascii") if file.stat().st_size <= _MOST else ""
        except (OSError, UnicodeDecodeError):
            text = ""
        if _MARK not in text:
            self.fields["trust"].set_error(_UNREADABLE)
            return False
        self._trust = text
        self.file.setText(file.name)
        return True


class ServerStep(AddressStep):
    """The same with `<prefix>.code`. `code_hint` says who gives the code."""

    def __init__(self, prefix: str, title: str, lead: str, code_hint: str) -> None:
        super().__init__(prefix, title, lead)
        self.code = QLineEdit()
        self.code.setObjectName(f"{prefix}.code")
        field = self.fields["code"] = Field("Code", self.code, hint=code_hint)
        self.body.insertWidget(self.body.indexOf(self.fields["trust"]), field)

    def check(self) -> bool:
        """An address that can be one, and a code."""
        code = "" if self.code.text().strip() else "Vul de code in."
        fields = self.fields
        return not first_wrong(
            ((fields["address"], wrong_address(self.address.text())), (fields["code"], code))
        )
