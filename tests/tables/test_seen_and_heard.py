"""The page for every eye and ear: names for a screen reader, nothing cut off, no name of a person."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from tests.board import world
from tests.tables.conftest import Opened
from tests.tables.looking import Open, full, of
from zvhdesk.ui.kit import Elided


def test_everything_that_takes_the_keyboard_has_a_name(opened: Open) -> None:
    here = opened(full)
    here.page.listing.form.open()
    here.settle()
    nameless = unnamed(here.page)
    here.page.show_meeting(str(here.filled))
    here.settle()
    here.view.attendance.guest.open()
    here.view.attendance.partner.open()
    here.view.agenda.point.open()
    here.settle()
    nameless += unnamed(here.page)
    assert not nameless


def unnamed(page: QWidget) -> list[str]:
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]


def test_rows_are_read_aloud_whole(opened: Open) -> None:
    here = opened(full)
    lists = here.page.listing.list
    spoken = lists.meetings.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Top-X, ma 23 mrt, 10:00 tot 12:00. geen casussen. Stadhuis, zaal 3 · voorzitter E. de Vries · 4 "
        "verwacht. over 7 dagen"
    )
    view = here.open(str(here.filled))
    item = next(one for one in view.agenda.items.values() if one.row.number == "2026-0001")
    assert item.accessibleName() == "Punt 2: 2026-0001 · J.A.A., 2 acties te laat, 30 minuten"
    first = view.candidates.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("2026-0005, J.A.Ö.. nog niet besproken · 1 actie open")
    assert of(here, "Politie").accessibleName() == "Politie, besluit mee, verwacht"


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (720, 450)], ids=["wide", "small", "at 200 %"])
def test_nothing_is_cut_off(opened: Open, size: tuple[int, int]) -> None:
    here = opened(full, size)
    here.page.listing.form.open()
    here.settle()
    cut = cut_off(here)
    here.page.show_meeting(str(here.filled))
    here.settle()
    here.view.attendance.guest.open()
    here.page.start.click()
    here.settle()
    cut += cut_off(here)
    here.page.cancel.click()
    cut += cut_off(here)
    here.page.show_meeting(here.page.listing.list.meetings.rows[-1].id)
    here.settle()
    assert not cut + cut_off(here)


def cut_off(opened: Opened) -> list[str]:
    """Buttons and lines of text that have less room than they need."""
    for _ in range(4):
        QApplication.processEvents()
    found = []
    for one in opened.page.findChildren(QWidget):
        whole = isinstance(one, QAbstractButton) or (isinstance(one, QLabel) and not isinstance(one, Elided))
        if not (whole and one.isVisible()):
            continue
        wraps = isinstance(one, QLabel) and one.wordWrap()
        wide = 0 if wraps else one.minimumSizeHint().width()
        high = one.heightForWidth(one.width()) if wraps else one.minimumSizeHint().height()
        right = one.mapTo(opened.page, QPointF(one.width(), 0)).x()
        if one.width() < wide or one.height() < high or right > opened.page.width():
            found.append(f"{type(one).__name__} {one.objectName()} {one.text()!r}")  # type: ignore[attr-defined]
    return found


def test_no_name_of_a_betrokkene_stands_anywhere(opened: Open) -> None:
    here = opened(full)
    here.open(str(here.filled))
    words = [label.text() for label in here.window.findChildren(QLabel)]
    words += [edit.text() for edit in here.window.findChildren(QLineEdit)]
    words += [
        str(here.view.candidates.model.index(at).data())
        for at in range(here.view.candidates.model.rowCount())
    ]
    assert not [name for name in world.SURNAMES if name in "\n".join(words)]
