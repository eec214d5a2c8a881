"""The page Beheer: fields in place, lists, refusals beside the field, backups."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.pictures import keep
from tests.worlds import FixedClock
from zvhdesk.domain.terms import PartnerClass, PartnerDomain, Regime
from zvhdesk.models.capture import CaptureSession, bulk
from zvhdesk.models.house import CaseTable, House, Partner
from zvhdesk.services import backup, destruction, house
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.grid.delegate import EDITOR
from zvhdesk.ui.kit import Button, Message, Select, TagLabel
from zvhdesk.ui.kit.inplace import ChoiceEdit
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.tasks import Tasks

Settled = Callable[[], None]
Key = Qt.Key


def field(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def said(page: QWidget, name: str) -> str:
    found = page.findChild(Message, name)
    assert found is not None, name
    return found.text


def words(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def ask(qtbot: QtBot, tasks: Tasks, fn: Callable[[Any], Any]) -> Any:
    found: list[Any] = []
    tasks.read(fn, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def retype(widget: QLineEdit, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Key.Key_Return)


def test_it_opens_with_the_house(page: AdminPage) -> None:
    assert page.tabs.key == "house"
    assert field(page, "admin.house.name").text() == "Zorg- en Veiligheidshuis Voorbeeld"
    assert [row.name for row in page.house.places.rows.rows] == ["Enschede"]


def test_a_setting_is_kept_when_its_field_is_left(
    qtbot: QtBot, page: AdminPage, tasks: Tasks, settled: Settled
) -> None:
    retype(field(page, "admin.house.auto_lock_minutes"), "5")
    settled()
    assert ask(qtbot, tasks, lambda s: s.scalars(select(House.auto_lock_minutes)).one()) == 5


@pytest.mark.parametrize("typed", ["0", "16", "tien", ""])
def test_minutes_outside_1_to_15_are_refused_beside_the_field(
    qtbot: QtBot, page: AdminPage, tasks: Tasks, settled: Settled, typed: str
) -> None:
    minutes = field(page, "admin.house.auto_lock_minutes")
    minutes.setFocus()
    minutes.selectAll()
    QTest.keyClick(minutes, Key.Key_Delete)
    retype(minutes, typed)
    settled()
    assert said(page, "admin.house.auto_lock_minutes.error") == "Vul een getal in van 1 tot en met 15."
    assert minutes.text() == typed
    assert ask(qtbot, tasks, lambda s: s.scalars(select(House.auto_lock_minutes)).one()) == 10


def test_a_partner_is_added_by_keyboard_and_its_class_chosen_in_the_list(
    qtbot: QtBot, page: AdminPage, tasks: Tasks, settled: Settled
) -> None:
    page.tabs.open("partners")
    page.partners.add.open()
    settled()
    retype(field(page, "admin.partners.new.name"), "Veilig Thuis")
    settled()
    grid = page.partners.grid
    assert [row.name for row in grid.rows.rows] == ["GGZ De Regge", "Politie", "Veilig Thuis"]
    assert page.tabs.bar.tabText(2) == "Partners (1 onbekend)"
    grid.choose(grid.rows.rows[2].id)
    grid.setCurrentIndex(grid.rows.index(2, grid.rows.column_at("class_")))
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_Return)
    editor = grid.findChild(Select, EDITOR)
    assert editor is not None
    assert editor.value == PartnerClass.UNKNOWN.value
    QTest.keyClick(editor, Key.Key_Home)
    QTest.keyClick(editor, Key.Key_Down)
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: page.tabs.bar.tabText(2) == "Partners (1 onbekend)" and not tasks.busy)
    qtbot.waitUntil(lambda: grid.rows.rows[2].class_ is PartnerClass.PARAGRAPH_2)
    stored = ask(
        qtbot,
        tasks,
        lambda s: s.execute(
            select(Partner.domain, Partner.class_).where(Partner.name == "Veilig Thuis")
        ).one(),
    )
    assert tuple(stored) == (PartnerDomain.UNKNOWN, PartnerClass.PARAGRAPH_2)


def test_what_cannot_be_added_stays_typed_with_the_reason_beside_it(
    page: AdminPage, settled: Settled
) -> None:
    page.tabs.open("partners")
    page.partners.add.open()
    settled()
    retype(field(page, "admin.partners.new.name"), "politie")
    settled()
    assert said(page, "admin.partners.new.name.error") == "Deze organisatie staat al in de lijst."
    assert field(page, "admin.partners.new.name").text() == "politie"


def test_a_partner_in_use_is_not_removed(page: AdminPage, settled: Settled) -> None:
    page.tabs.open("partners")
    grid = page.partners.grid
    grid.choose(next(row.id for row in grid.rows.rows if row.name == "Politie"))
    page.partners.remove.click()
    settled()
    assert "komt voor in een casus" in said(page, "admin.partners.error")
    grid.choose(next(row.id for row in grid.rows.rows if row.name == "GGZ De Regge"))
    assert said(page, "admin.partners.error") == ""
    page.partners.remove.click()
    settled()
    assert [row.name for row in grid.rows.rows] == ["Politie"]


def test_a_name_typed_in_one_row_is_kept_when_another_is_chosen(page: AdminPage, settled: Settled) -> None:
    page.tabs.open("tables")
    settled()
    grid = page.tables.grid
    grid.choose(grid.rows.rows[1].id)
    settled()
    name = field(page.tables, "admin.tables.name")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Jeugdoverleg")
    grid.choose(grid.rows.rows[0].id)
    settled()
    assert [row.name for row in grid.rows.rows] == ["Top-X", "Jeugdoverleg"]


def test_leaving_the_page_keeps_what_is_typed(
    qtbot: QtBot, window: MainWindow, page: AdminPage, tasks: Tasks, settled: Settled
) -> None:
    name = field(page, "admin.house.name")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Ander huis")
    window.go("board")
    settled()
    assert ask(qtbot, tasks, lambda s: s.scalars(select(House.name)).one()) == "Ander huis"


def test_a_list_says_what_was_removed_and_stands_because_it_is_in_use(
    page: AdminPage, tasks: Tasks, settled: Settled
) -> None:
    """As when another desk removed it: on this one it is refused."""

    def remove(session: CaptureSession) -> None:
        session.scalars(select(Partner).where(Partner.name == "Politie")).one().deleted = True

    page.tabs.open("partners")
    settled()
    assert not page.partners.leaving.isVisible()
    tasks.change(remove, "partner.remove", lambda _: None, base_rev=page.partners.grid.rev)
    settled()
    assert page.partners.leaving.isVisible()
    assert words(page, "admin.partners.leaving") == (
        "Verwijderd, maar nog genoemd in een casus of bijeenkomst: Politie. "
        "Blijft in de lijst zolang dat zo is."
    )
    assert [row.name for row in page.partners.grid.rows.rows] == ["GGZ De Regge", "Politie"]
    keep(page.window(), "beheer-verwijderd")


def test_ten_thousand_partners_are_shown_and_sought_by_their_letters(
    page: AdminPage, tasks: Tasks, settled: Settled, qtbot: QtBot
) -> None:
    rows = [{"id": f"p{at}", "stream_id": "s", "name": f"Organisatie {at:05}"} for at in range(10_000)]
    tasks.act(lambda session: bulk(session, {Partner: rows}), "import.register", lambda _count: None)
    settled()
    page.tabs.open("partners")
    settled()
    grid = page.partners.grid
    assert grid.rows.rowCount() == 10_002
    grid.choose("p9999")
    page.partners.show_rows(grid.rows.rows, ask(qtbot, tasks, lambda s: house.overview(s, "")))
    assert grid.chosen == "p9999"
    page.grab()
    settled()


def test_a_folder_that_a_destruction_waits_for_is_named_and_may_be_lost(
    page: AdminPage, settled: Settled, tasks: Tasks, tmp_path: Path
) -> None:
    away = str(tmp_path / "niet aangesloten")

    def destroyed(desk: Desk) -> None:
        desk.set_setting(BACKUP_FOLDER, away)
        destruction.destroy(desk, ())

    tasks.ask(destroyed, lambda _: None)
    page.tabs.open("backup")
    settled()
    assert words(page, "admin.backup.away.0") == away
    for name in ("gone", "yes"):
        button = page.findChild(Button, f"admin.backup.away.0.{name}")
        assert button is not None
        button.click()
    settled()
    assert words(page, "admin.backup.lost.0") == (
        f"{away}: komt niet terug, volgens A. Voorzitter op 12 mrt 2026."
    )
    assert words(page, "admin.backup.folder") == "nog niet gekozen"


def test_without_a_folder_there_is_no_backup_and_it_says_so(page: AdminPage, settled: Settled) -> None:
    page.tabs.open("backup")
    settled()
    assert words(page, "admin.backup.folder") == "nog niet gekozen"
    tag = page.findChild(TagLabel, "admin.backup.tag")
    assert tag is not None
    assert tag.text == "geen reservekopie"
    assert not page.backup.now.isEnabled()


def test_a_backup_is_made_and_after_two_days_it_warns(
    page: AdminPage, settled: Settled, tmp_path: Path, clock: FixedClock, house_folder: Path
) -> None:
    target = tmp_path / "kopie"
    target.mkdir()
    page.tabs.open("backup")
    page.backup.use_folder(target)
    settled()
    page.backup.now.click()
    settled()
    assert backup.last_backup(house_folder, target) == clock().date()
    assert words(page, "admin.backup.last") == "12 mrt 2026, vandaag"
    tag = page.findChild(TagLabel, "admin.backup.tag")
    assert tag is not None
    assert tag.text == "op tijd"
    for days, expected in ((1, "op tijd"), (1, "2 dagen oud")):
        clock.forward(days=days)
        page.backup.refresh()
        settled()
        assert tag.text == expected


def test_the_folder_of_the_house_itself_is_refused(
    page: AdminPage, settled: Settled, house_folder: Path, tmp_path: Path
) -> None:
    page.tabs.open("backup")
    page.backup.use_folder(house_folder)
    settled()
    assert "andere map dan die van het huis" in said(page, "admin.backup.message")
    page.backup.use_folder(tmp_path / "is er niet")
    settled()
    assert "Deze map is er niet" in said(page, "admin.backup.message")


def test_the_register_is_one_button_away(window: MainWindow, page: AdminPage) -> None:
    page.tabs.open("register")
    start = page.findChild(Button, "admin.import")
    assert start is not None
    start.click()
    assert window.key == "import"


def test_a_screen_reader_hears_every_control(page: AdminPage, settled: Settled) -> None:
    for key in ("house", "people", "partners", "tables", "register", "backup", "access"):
        page.tabs.open(key)
        settled()
        for widget in page.findChildren(QWidget):
            if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name), widget.objectName()
    table = page.findChild(QTableView, "admin.partners.list")
    assert table is not None
    assert table.accessibleName() == "Partners"


def test_everything_is_reached_by_tab(page: AdminPage, settled: Settled) -> None:
    page.tabs.open("partners")
    settled()
    page.tabs.bar.setFocus()
    reached: list[str] = []
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or page, Key.Key_Tab)
        widget = QApplication.focusWidget()
        reached.append(widget.objectName() if widget is not None else "")
    wanted = {
        "admin.partners.list",
        "admin.partners.new.open",
        "admin.partners.name",
        "admin.partners.remove",
    }
    assert wanted <= set(reached)


def test_the_page_is_drawn_at_every_tab_in_a_small_window(
    window: MainWindow, page: AdminPage, settled: Settled
) -> None:
    window.resize(1280, 720)
    for key in ("house", "people", "partners", "tables", "register", "backup", "access"):
        page.tabs.open(key)
        settled()
        picture = page.grab().toImage()
        seen = {picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(0, 600, 5)}
        assert len(seen) > 12


def test_a_table_that_is_given_to_cter_is_refused_beside_the_field(
    qtbot: QtBot, page: AdminPage, tasks: Tasks, settled: Settled
) -> None:
    """What was chosen stays there, to be read beside the reason."""
    page.tabs.open("tables")
    settled()
    regime = page.findChild(ChoiceEdit, "admin.tables.regime")
    assert regime is not None
    regime.setFocus()
    QTest.keyClicks(regime, "CT")
    QTest.keyClick(regime, Key.Key_Return)
    settled()
    assert said(page, "admin.tables.regime.error").startswith("Een casustafel gaat nooit over naar")
    assert regime.value == Regime.CTER.value
    assert ask(qtbot, tasks, lambda s: set(s.scalars(select(CaseTable.regime)))) == {Regime.WGS}
