"""Beside the list: one case with its versions and who has which copy, or one participant and what waits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.services.plans.rows import CaseLine, CopyRow, PartnerLine, VersionRow
from zvhdesk.services.words import day, days_late, listed, many, word
from zvhdesk.ui.kit import Button, Card, Elided, Flow, TagLabel, label, small
from zvhdesk.ui.kit.buttons import Kind
from zvhdesk.ui.plans.wording import adopted_words, copy_words
from zvhdesk.ui.theme import TagKind, Text

_SHOWN = 20
"""Cases of one participant that stand in its pane."""


class Detail(QScrollArea):
    """The pane. Its signals carry an id of a case, a version, or a copy with its case."""

    open_case = Signal(str)
    make_copies = Signal(str)
    read_version = Signal(str, str)
    show_copy = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plans.detail")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: CaseLine | PartnerLine | None = None

    def show_line(self, line: CaseLine | PartnerLine | None) -> None:
        """Show a case or a participant; the same one again changes nothing, also not the keyboard's place."""
        if line is not None and line == self._shown:
            return
        self._shown = line
        if isinstance(line, CaseLine):
            self.setAccessibleName(f"Plan van casus {line.number}")
            self._put(self._case(line))
        elif isinstance(line, PartnerLine):
            self.setAccessibleName(f"Plannen voor {line.name}")
            self._put(self._partner(line))
        else:
            self._put(None)

    def whole_height(self) -> int:
        """Px to show all of it without scrolling, at the width it has."""
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if layout is None:
            return 0
        return max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height())

    def _put(self, card: Card | None) -> None:
        holder = QWidget()
        holder.setProperty("look", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        if card is not None:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(holder)

    def _case(self, line: CaseLine) -> Card:
        card = Card(f"{line.number} · {line.initials}", line.table)
        if line.current is not None:
            self._current(card.body, line.current)
        if line.concept:
            row = QHBoxLayout()
            row.addWidget(label(f"Versie {line.concept}", Text.STRONG))
            row.addWidget(TagLabel("concept", TagKind.NEW))
            row.addStretch(1)
            card.body.addLayout(row)
            card.body.addWidget(
                small("Lid 1 stelt deze versie nog vast; tot dan krijgt niemand een exemplaar.", wrap=True)
            )
        if line.current is None and not line.concept:
            card.body.addWidget(small("Deze casus heeft nog geen plan. Begin het in het dossier.", wrap=True))
        card.body.addSpacing(4)
        card.body.addWidget(self._acts(line))
        if line.current is not None:
            self._receivers(card, line, line.current)
        for version in line.older:
            self._older(card, line, version)
        return card

    def _current(self, body: QVBoxLayout, current: VersionRow) -> None:
        row = QHBoxLayout()
        row.addWidget(label(f"Versie {current.version}", Text.STRONG))
        row.addWidget(TagLabel("vastgesteld", TagKind.ON_COURSE))
        row.addStretch(1)
        body.addLayout(row)
        body.addWidget(small(f"Vastgesteld op {adopted_words(current)}.", wrap=True))
        when = day(current.evaluation_on)
        words = small(f"Evaluatie op {when}." if when else "Nog geen datum voor de evaluatie.")
        second = QHBoxLayout()
        second.addWidget(words)
        if current.days_late:
            second.addWidget(TagLabel(days_late(current.days_late), TagKind.LATE))
        second.addStretch(1)
        body.addLayout(second)

    def _acts(self, line: CaseLine) -> QWidget:
        holder = QWidget()
        flow = Flow(holder, 8)
        if line.current is not None:
            plan_id = line.current.id
            kind: Kind = "primary" if line.missing else "plain"
            flow.addWidget(
                Button(
                    "Exemplaren maken", "plans.copies", kind, on_click=lambda: self.make_copies.emit(plan_id)
                )
            )
        shown = line.concept_id or (line.current.id if line.current else "")
        if shown:
            words = "Concept bekijken" if line.concept_id else "Bekijken"
            flow.addWidget(
                Button(
                    words, "plans.read", icon="eye", on_click=lambda: self.read_version.emit(shown, line.id)
                )
            )
        flow.addWidget(
            Button("Naar het dossier", "plans.dossier", on_click=lambda: self.open_case.emit(line.id))
        )
        return holder

    def _receivers(self, card: Card, line: CaseLine, current: VersionRow) -> None:
        have = len(current.copies)
        layout = card.section(
            f"Exemplaren van versie {current.version}", many(have, "exemplaar", "exemplaren") if have else ""
        )
        older = {copy.partner_id: copy for row in reversed(line.older) for copy in row.copies}
        for copy in current.copies:
            layout.addWidget(self._holder(copy, line.id))
        for partner_id, name in zip(line.missing_ids, line.missing, strict=True):
            before = older.get(partner_id)
            words = f"heeft nog versie {before.version}" if before else "nog geen exemplaar"
            layout.addWidget(_line(name, TagLabel(words, TagKind.WAITING)))
        if not current.copies and not line.missing:
            layout.addWidget(
                small("Er is nog niemand van lid 1 of lid 2 bij deze casus betrokken.", wrap=True)
            )

    def _holder(self, copy: CopyRow, case_id: str) -> QWidget:
        button = Button(
            copy_words(copy),
            f"plans.copy.{copy.short}",
            "link",
            on_click=lambda: self.show_copy.emit(copy, case_id),
        )
        button.setAccessibleName(f"Exemplaar {copy.number} voor {copy.partner} bekijken")
        button.setToolTip("Dit exemplaar nog eens bekijken of afdrukken")
        return _line(copy.partner, button)

    def _older(self, card: Card, line: CaseLine, version: VersionRow) -> None:
        layout = card.section(f"Versie {version.version}", f"vastgesteld {day(version.adopted_on)}")
        names = listed(tuple(dict.fromkeys(copy.partner for copy in version.copies)))
        layout.addWidget(small(f"Exemplaar bij: {names}." if names else "Niet verstrekt.", wrap=True))
        button = Button(
            "Bekijken",
            f"plans.read.{version.version}",
            "link",
            on_click=lambda: self.read_version.emit(version.id, line.id),
        )
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _partner(self, row: PartnerLine) -> Card:
        card = Card(row.name, word(row.class_))
        if not row.waiting:
            card.body.addWidget(small("Heeft van elke casus het plan dat nu geldt.", wrap=True))
        else:
            card.body.addWidget(
                small("Nog uit te reiken: maak per casus de exemplaren voor alle ontvangers.", wrap=True)
            )
        for at, line in enumerate(row.waiting[:_SHOWN]):
            card.body.addWidget(self._waiting(line, at))
        if len(row.waiting) > _SHOWN:
            card.body.addWidget(small(f"En nog {len(row.waiting) - _SHOWN} andere."))
        return card

    def _waiting(self, line: CaseLine, at: int) -> QWidget:
        plan_id = line.current.id if line.current else ""
        button = Button(
            "Exemplaren maken", f"plans.copies.{at}", "link", on_click=lambda: self.make_copies.emit(plan_id)
        )
        button.setAccessibleName(f"Exemplaren maken van {line.number}")
        version = f", versie {line.current.version}" if line.current else ""
        return _line(f"{line.number} · {line.initials}{version}", button, wrap=False)


def _line(words: str, at_end: QWidget, *, wrap: bool = True) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(8)
    row.addWidget(label(words, Text.SUB, wrap=True) if wrap else Elided(words, Text.SUB), 1)
    row.addWidget(at_end, 0, Qt.AlignmentFlag.AlignVCenter)
    return holder
