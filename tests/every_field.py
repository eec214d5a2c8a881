"""The stale-form rule on every field that a page has: the list is what the page holds, none is named here."""

from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtWidgets import QPushButton, QWidget

from tests.elsewhere import all_heard
from zvhdesk.domain.actions import NEEDS_REASON
from zvhdesk.domain.refusals import Refused
from zvhdesk.models.capture import Cell
from zvhdesk.models.codec import Value
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.desk import Desk
from zvhdesk.ui.kit.conflict import ConflictCard
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.inplace import ChoiceEdit

_TEXTS = (
    *("iets nieuws", "iets anders", "nog iets"),
    *("4 apr 2026", "5 apr 2026", "7 apr 2026"),
    *("10:15", "10:20", "10:25"),
    *("7", "8", "9"),
)
"""Three of each kind that a field may read: what stands, what is typed, what a colleague writes."""
Told = tuple[str, Value]
"""What a field writes, and the value of it."""


class OnScreen(Protocol):
    """A page with its lanes."""

    def settle(self) -> None: ...

    def asked(self, fn: Callable[[Desk], object]) -> object: ...


def fields_on(page: QWidget) -> list[EditableField]:
    """The fields that one could type in now, and that have two other values than the one they show."""
    found = page.findChildren(EditableField)
    open_ = [one for one in found if one.isVisible() and not one.form.read_only]
    return [one for one in open_ if len(list(others(one))) > 1]


def others(field: EditableField) -> Iterator[Told]:
    """What could be filled in instead of what stands there."""
    if isinstance(field.editor, ChoiceEdit):
        texts = [field.editor.itemData(at) for at in range(field.editor.count())]
        texts = [text for text in texts if field.cell[2] != "status" or text not in NEEDS_REASON]
    else:
        texts = list(_TEXTS)
    for text in filter(None, texts):
        try:
            value = field.spec.read(text)
        except Refused:
            continue
        written = field.spec.write(value)
        if written != field.text:
            yield written, value


def stale(screen: OnScreen, fields: list[EditableField]) -> dict[Cell, tuple[str, str]]:
    """Clean they follow a colleague; then each is typed in, and a colleague writes the same. Committed.

    Returns by cell what was typed and what the colleague wrote.
    """
    first = {one.cell: next(others(one)) for one in fields}
    _hear(screen, first)
    for one in fields:
        assert one.text == first[one.cell][0], f"{one.cell}: a clean field follows"
    # Of a list of two there is no third that both could choose besides.
    fields[:] = [one for one in fields if len(list(others(one))) > 1]
    pairs = {one.cell: tuple(others(one))[:2] for one in fields}
    for one in fields:
        one.editor.put(pairs[one.cell][0][0])
    _hear(screen, {cell: theirs for cell, (_, theirs) in pairs.items()})
    for one in fields:
        assert one.text == pairs[one.cell][0][0], f"{one.cell}: what is typed stays"
        one.commit()
    screen.settle()
    # What a rule refuses, such as an end before its beginning, is not written either; it says so itself.
    fields[:] = [one for one in fields if not one.message.text]
    return {cell: (mine[0], theirs[0]) for cell, (mine, theirs) in pairs.items()}


def both_are_shown(screen: OnScreen, page: QWidget) -> int:
    """Every field shows both and writes nothing until one is chosen. Returns how many there are."""
    fields = fields_on(page)
    told = stale(screen, fields)
    for one in fields:
        assert one.conflict is not None, f"{one.cell}: both are shown"
        assert (one.conflict.mine, one.conflict.theirs) == told[one.cell]
        one.commit()
    screen.settle()
    for one in fields:
        assert one.spec.write(_stored(screen, one.cell)) == told[one.cell][1], "nothing is written"
        button = page.findChild(QPushButton, f"{one.editor.objectName()}.keep_mine")
        assert button is not None, one.cell
        button.click()
    screen.settle()
    for one in fields:
        assert one.conflict is None, one.cell
        assert one.spec.write(_stored(screen, one.cell)) == told[one.cell][0]
    return len(fields)


def both_stand(screen: OnScreen, page: QWidget) -> int:
    """In a live meeting nothing opens by itself: both are kept, and marked. Returns how many fields."""
    fields = fields_on(page)
    told = stale(screen, fields)
    for one in fields:
        assert one.conflict is None, f"{one.cell}: nothing opens by itself"
        assert one.several.conflict is not None, f"{one.cell}: both stand, marked"
        assert {each.text for each in one.several.conflict.versions} == set(told[one.cell])
        assert not one.findChildren(ConflictCard), "and nothing is asked"
    return len(fields)


def _hear(screen: OnScreen, told: dict[Cell, Told]) -> None:
    values = {cell: value for cell, (_, value) in told.items()}
    screen.asked(lambda desk: all_heard(desk, values, seen=True))
    screen.settle()


def _stored(screen: OnScreen, cell: Cell) -> Value:
    found: list[Value] = []
    screen.asked(
        lambda desk: found.append(desk.read(lambda s: getattr(s.get_one(BY_NAME[cell[0]], cell[1]), cell[2])))
    )
    return found[0]
