"""Why an action of last time was not done: typed at the table, and never lost."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.console.conftest import Table
from tests.console.test_keyboard import case_now
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.models.cases import Action
from zvhdesk.models.local import Draft

KEY = Qt.Key
WHY = "De wijkagent was met verlof"


def _reason(table: Table) -> QLineEdit:
    return table.find(QLineEdit, "console.earlier.1.reason")


def _type(table: Table) -> None:
    table.click("console.earlier.1.not_done")
    table.type(WHY)


def test_it_is_there_again_after_another_case(table: Table) -> None:
    _type(table)
    table.press(KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    table.press(KEY.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert _reason(table).text() == WHY
    _reason(table).setFocus()
    table.press(KEY.Key_Return)
    assert 1 not in [row.number for row in case_now(table).earlier]
    case = table.world.cases[0]
    done = select(Action.status).where(Action.case_id == case, Action.number == 1)
    assert table.asked(lambda desk: desk.read(lambda s: s.scalar(done))) is ActionStatus.NOT_DONE
    kept = table.asked(lambda desk: desk.read(lambda s: s.scalars(select(Draft.text)).all()))
    assert not any(kept)


def test_it_is_there_again_after_a_killed_desk(table: Table) -> None:
    _type(table)
    table.qtbot.waitUntil(lambda: table.asked(lambda desk: desk.read(_kept)) == WHY)
    table.type(", alweer")
    table.qtbot.waitUntil(lambda: table.asked(lambda desk: desk.read(_kept)) == f"{WHY}, alweer")
    table.kill()
    table.again()
    assert _reason(table).text() == f"{WHY}, alweer"
    assert _reason(table).isVisible()


def _kept(session: Session) -> str | None:
    return session.scalar(select(Draft.text).where(Draft.form == "action.status", Draft.col == "reason"))
