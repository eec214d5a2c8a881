"""The right column: what asks attention, which clocks run, and who opened the case."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.attention import Kind, Reason
from zvhdesk.services.dossier import AccessLine, ClockRow, Head
from zvhdesk.ui.dossier.parts import TAGS, TabPage
from zvhdesk.ui.kit import Card, TagLabel, label, small
from zvhdesk.ui.theme import MARGIN, Text

_TAG_WORDS = {Kind.LATE: "te laat", Kind.SOON: "let op"}
_PEOPLE = 4
"""So many who opened the case are named."""
_SHORT = 9
"""Letters of a reason that is its own tag, such as `spoed`: that is not too late."""


class Side(TabPage):
    """Three cards that stay in view whatever tab is open."""

    def __init__(self) -> None:
        super().__init__("dossier.side")
        self.setAccessibleName("Aandacht, klokken en toegang")
        self.column.setContentsMargins(0, 16, MARGIN, 16)
        self._attention = Card("Vraagt aandacht")
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(8)
        self._attention.body.addLayout(self._reasons)
        clocks = Card("Klokken")
        self._clocks = QGridLayout()
        self._clocks.setHorizontalSpacing(10)
        self._clocks.setVerticalSpacing(6)
        self._clocks.setColumnStretch(0, 1)
        clocks.body.addLayout(self._clocks)
        access = Card("Toegang", "afgelopen 30 dagen")
        self._access = QVBoxLayout()
        self._access.setSpacing(4)
        access.body.addLayout(self._access)
        for card in (self._attention, clocks, access):
            self.add(card)
        self.finish()

    def show_head(self, head: Head, choices: int) -> None:
        """Attention and clocks of the case; so many `choices` are asked for."""
        _clear(self._reasons)
        asked = (_choices(choices),) if choices else ()
        for reason in (*asked, *head.attention):
            self._reasons.addWidget(_reason(reason))
        if not asked and not head.attention:
            self._reasons.addWidget(small("Niets vraagt nu aandacht.", wrap=True))
        _clear(self._clocks)
        for at, clock in enumerate(head.clocks):
            self._show_clock(at, clock)

    def _show_clock(self, at: int, clock: ClockRow) -> None:
        self._clocks.addWidget(label(clock.label, Text.SUB, wrap=True), at, 0)
        value = label(clock.value, Text.SUB_STRONG)
        value.setAccessibleName(f"{clock.label}: {clock.value}")
        if clock.kind is Kind.PLAIN:
            self._clocks.addWidget(value, at, 1, Qt.AlignmentFlag.AlignRight)
        else:
            tag = TagLabel(clock.value, TAGS[clock.kind])
            self._clocks.addWidget(tag, at, 1, Qt.AlignmentFlag.AlignRight)

    def show_access(self, lines: tuple[AccessLine, ...]) -> None:
        """Who opened the case lately."""
        _clear(self._access)
        for line in lines[:_PEOPLE]:
            words = f"{line.who} · {line.times} keer geopend, laatst {_when(line.last)}"
            self._access.addWidget(small(words, wrap=True))
        if len(lines) > _PEOPLE:
            self._access.addWidget(small(f"nog {len(lines) - _PEOPLE} anderen", wrap=True))
        if not lines:
            self._access.addWidget(small("Niemand opende deze casus.", wrap=True))


def _choices(several: int) -> Reason:
    words = "1 punt vraagt om een keuze" if several == 1 else f"{several} punten vragen om een keuze"
    return Reason(Kind.SOON, words, words)


def _reason(reason: Reason) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(
        label(reason.full[:1].upper() + reason.full[1:], Text.SUB, wrap=True), 1, Qt.AlignmentFlag.AlignTop
    )
    words = reason.words if len(reason.words) <= _SHORT else _TAG_WORDS.get(reason.kind, reason.words)
    tag = TagLabel(words, TAGS[reason.kind])
    row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
    return holder


def _when(moment: datetime) -> str:
    here = moment.astimezone()
    today = datetime.now(UTC).astimezone().date()
    return f"vandaag {here:%H:%M}" if here.date() == today else f"{here:%d-%m-%Y %H:%M}"


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
