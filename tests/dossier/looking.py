"""What the tests of the dossier look at."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
)
from sqlalchemy import func, select, text

from tests.dossier.conftest import Opened
from tests.worlds import SmallHouse
from zvhdesk.models.local import AccessEvent, ChangeSet
from zvhdesk.ui.kit.editable import EditableField

Open = Callable[[Callable[[SmallHouse], None]], Opened]


TABS = ("overview", "persons", "information", "plan", "history")


def nothing(_house: SmallHouse) -> None:
    """The small house as it is: a case in assessment with a betrokkene."""


def field(opened: Opened, table: str, row: str, column: str) -> EditableField:
    content = opened.page.content
    assert content is not None
    found = content.form.field((table, row, column))
    assert isinstance(found, EditableField)
    return found


def logged(opened: Opened, action: str) -> int:
    return opened.asked(
        lambda desk: desk.read(
            lambda s: s.scalar(select(func.count()).where(AccessEvent.action == action)) or 0
        )
    )


def acts(opened: Opened) -> int:
    return opened.asked(lambda desk: desk.read(lambda s: s.scalar(select(func.count(ChangeSet.rev))) or 0))


def words(opened: Opened) -> str:
    """All that can be read on the page."""
    labels = [label.text() for label in opened.window.findChildren(QLabel)]
    lines = [edit.text() for edit in opened.window.findChildren(QLineEdit)]
    texts = [edit.toPlainText() for edit in opened.window.findChildren(QPlainTextEdit)]
    rows = [
        str(view.model().index(at, 0).data())
        for view in opened.window.findChildren(QListView)
        if view.model() is not None
        for at in range(view.model().rowCount())
    ]
    return "\n".join(labels + lines + texts + rows)


def drafts(opened: Opened) -> list[str]:
    return opened.asked(lambda desk: desk.read(lambda s: list(s.scalars(text("SELECT text FROM draft")))))
