"""What the tests of the import screen look at."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from zvhdesk.domain.terms import PartnerClass, PartnerDomain
from zvhdesk.models.cases import Case
from zvhdesk.models.house import ImportMapping, Partner
from zvhdesk.ui.importing import ImportPage
from zvhdesk.ui.kit import Message
from zvhdesk.ui.tasks import Tasks

Settled = Callable[[], None]


Key = Qt.Key


def press(page: ImportPage, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key)


def words(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def said(page: QWidget, name: str) -> str:
    found = page.findChild(Message, name)
    assert found is not None, name
    return found.text


def counted(qtbot: QtBot, tasks: Tasks) -> tuple[int, list[tuple[str, PartnerDomain, PartnerClass]], int]:
    found: list[tuple[int, list[tuple[str, PartnerDomain, PartnerClass]], int]] = []
    tasks.read(
        lambda session: (
            session.scalar(select(func.count()).select_from(Case)) or 0,
            [(p.name, p.domain, p.class_) for p in session.scalars(select(Partner).order_by(Partner.name))],
            session.scalar(select(func.count()).select_from(ImportMapping)) or 0,
        ),
        found.append,
    )
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def column(page: ImportPage, heading: str) -> str:
    return next(str(row.words) for row in page.columns_step.columns.rows.rows if row.heading == heading)
