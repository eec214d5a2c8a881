"""A step of a guide in which two officers type the two recovery sheets of the house."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from zvhdesk.ui.agreeing.guide import GuideStep
from zvhdesk.ui.kit import Field, label
from zvhdesk.ui.kit.sheet import sheet_field
from zvhdesk.ui.setup.step import first_wrong

_SEEN = (
    "Wie beide bladen typt, heeft ze allebei gezien. Laat daarom elke functionaris het eigen blad typen, "
    "en bewaar de bladen daarna weer apart."
)


class SheetsStep(GuideStep):
    """Both sheets. `first` is asked above them."""

    def __init__(self, prefix: str, title: str, lead: str, first: Field | None = None) -> None:
        super().__init__(title, lead)
        self.sheet1, self.sheet2 = sheet_field(f"{prefix}.sheet1"), sheet_field(f"{prefix}.sheet2")
        self.fields = {"sheet1": Field("Blad 1", self.sheet1), "sheet2": Field("Blad 2", self.sheet2)}
        if first is None:
            self.start = self.sheet1
        else:
            self.body.addWidget(first)
        row = QHBoxLayout()
        row.setSpacing(14)
        for field in self.fields.values():
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(label(_SEEN, wrap=True))

    def clear(self) -> None:
        """Forget what was typed of the sheets."""
        for sheet in (self.sheet1, self.sheet2):
            sheet.clear()

    @property
    def typed(self) -> tuple[str, str]:
        """Both sheets."""
        return self.sheet1.toPlainText(), self.sheet2.toPlainText()

    def lacks(self) -> tuple[tuple[Field, str], ...]:
        """Each field, with what is still to be done there."""
        typed = (text.strip() for text in self.typed)
        return tuple(
            (field, "" if text else f"Typ hier de acht regels van blad {number}.")
            for number, (field, text) in enumerate(zip(self.fields.values(), typed, strict=True), 1)
        )

    def check(self) -> bool:
        """All filled in."""
        return not first_wrong(self.lacks())
