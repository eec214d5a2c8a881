"""Exemplaren maken: one act, with progress and a stop; nothing leaves without its row."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.plans.conftest import Fill, Opened
from tests.plans.world import PlanHouse, adopt
from zvhdesk.domain.terms import DisclosureKind, PartnerClass
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Disclosure
from zvhdesk.services.papers.plan import plan_pdf
from zvhdesk.services.plans import copies
from zvhdesk.ui.kit import Check
from zvhdesk.ui.plans.copies_window import CopiesWindow
from zvhdesk.ui.plans.making import CopyRun

Open = Callable[[Fill], Opened]


@pytest.fixture
def adopted(opened: Open) -> Opened:
    return opened(adopt)


def window(opened: Opened) -> CopiesWindow:
    opened.go("plans")
    opened.page.make_copies(opened.world.concept)
    opened.settle()
    found = opened.dialog("copies")
    assert isinstance(found, CopiesWindow)
    return found


def ticked(shown: CopiesWindow) -> list[str]:
    return [check.text() for check in shown.findChildren(Check) if check.isChecked()]


def test_the_involved_are_ticked_and_the_others_can_be_added(adopted: Opened) -> None:
    shown = window(adopted)
    assert ticked(shown) == ["GGZ De Regge", "Openbaar Ministerie", "Politie", "Reclassering"]
    assert "4 exemplaren maken" in adopted.words(shown)
    said = adopted.words(shown)
    assert "eigen acties, bracht informatie in" in said
    assert "Woonstichting Het Anker (derde)" in said
    assert "besluit van lid 1 nodig" in said
    far = next(check for check in shown.findChildren(Check) if check.text() == "Veilig Thuis")
    assert not far.isVisible()
    adopted.press("copies.others", shown)
    assert far.isVisible()
    far.click()
    assert "5 exemplaren maken" in adopted.words(shown)
    for check in shown.findChildren(Check):
        check.setChecked(False)
    assert not shown.start_button.isEnabled(), "for nobody there is nothing to make"


def test_one_act_makes_them_all_and_registers_them(adopted: Opened) -> None:
    shown = window(adopted)
    adopted.press("copies.start", shown)
    assert "4 exemplaren gemaakt en vastgelegd." in adopted.words(shown)
    rows = {row.copy_number: row for row in adopted.rows(Disclosure)}
    assert sorted(rows) == [f"2026-0115-1-{at:02d}" for at in range(1, 5)]
    for copy in shown.copies:
        row = rows[copy.order.copy_number]
        assert (row.kind, row.digest) == (DisclosureKind.COPY, sha256(copy.pdf).hexdigest())
    assert adopted.logged(copies.INTENT) == 1, "one act"


def test_a_copy_is_looked_at_printed_and_saved_only_after_that(adopted: Opened, tmp_path: Path) -> None:
    shown = window(adopted)
    assert not shown.print_button.isVisible()
    adopted.press("copies.start", shown)
    adopted.press("copies.look.0", shown)
    preview = adopted.preview()
    assert preview.paper.pdf == shown.copies[0].pdf
    assert "2026" not in preview.paper.file
    preview.save_to(tmp_path / "een.pdf")
    adopted.settle()
    assert adopted.logged("plan.save_pdf") == 1
    adopted.close_preview()


def test_all_are_kept_in_a_folder_and_none_is_written_over(adopted: Opened, tmp_path: Path) -> None:
    shown = window(adopted)
    adopted.press("copies.start", shown)
    QTest.mouseClick(shown.keep_button, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(QFileDialog)
    assert dialog is not None
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "plan van aanpak, exemplaar 01, GGZ De Regge.pdf").write_bytes(b"van een ander")
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    adopted.settle()
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert kept.pop("plan van aanpak, exemplaar 01, GGZ De Regge.pdf") == b"van een ander"
    assert sorted(kept.values()) == sorted(copy.pdf for copy in shown.copies)
    assert not any("2026" in name or "Loon" in name for name in kept)
    assert "4 exemplaren bewaard." in adopted.words(shown)
    assert adopted.logged("plan.save_pdf") == 1


def test_a_folder_that_cannot_be_written_is_said(adopted: Opened, tmp_path: Path) -> None:
    shown = window(adopted)
    adopted.press("copies.start", shown)
    shown.keep_in(tmp_path / "bestaat niet")
    adopted.settle()
    assert "Kies een andere map." in adopted.words(shown)
    assert adopted.logged("plan.save_pdf") == 0


def test_all_are_printed_one_after_another(adopted: Opened, tmp_path: Path) -> None:
    shown = window(adopted)
    adopted.press("copies.start", shown)
    adopted.press("copies.print", shown)
    dialog = shown.findChild(QPrintDialog, "copies.print_dialog")
    assert dialog is not None
    assert dialog.windowTitle() == "ZVH Desk"
    dialog.reject()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    shown.print_all_on(printer)
    adopted.qtbot.waitUntil(lambda: "naar de printer gestuurd" in shown.message.text)
    adopted.settle()
    assert adopted.logged("plan.print") == 1
    document = PdfDocument(tmp_path / "printed.pdf")
    assert len(document) >= 2
    document.close()


def test_stopping_leaves_no_row_and_no_number(adopted: Opened) -> None:
    shown = window(adopted)
    shown.start()
    adopted.qtbot.waitUntil(lambda: shown.run.stoppable or not shown.run.busy, timeout=30_000)
    shown.stop()
    adopted.settle()
    assert "Er is niets verstrekt of vastgelegd." in adopted.words(shown)
    assert adopted.rows(Disclosure) == []
    assert shown.copies == []
    adopted.press("copies.start", shown)
    assert shown.copies[0].order.copy_number == "2026-0115-1-01"


def test_esc_stops_what_is_being_made(adopted: Opened) -> None:
    shown = window(adopted)
    shown.start()
    adopted.qtbot.waitUntil(lambda: shown.run.stoppable or not shown.run.busy, timeout=30_000)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    adopted.settle()
    assert adopted.rows(Disclosure) == []


class Crossing(CopyRun):
    """A run in which, as often as asked, another desk takes the number just before the rows are written."""

    def __init__(self, opened: Opened, times: int) -> None:
        super().__init__(opened.tasks, opened.window)
        self._opened, self._times = opened, times

    def _record(self, ready: list[copies.Made], act: int) -> None:
        if self._times:
            self._times -= 1
            world, number = self._opened.world, ready[0].order.copy_number

            def take(session: CaptureSession) -> None:
                row = Disclosure(
                    stream_id=world.house.case_stream,
                    case_id=world.case_id,
                    kind=DisclosureKind.COPY,
                    at_ms=0,
                    copy_number=number,
                )
                session.add_all_new([row])

            self._opened.tasks.act(take, copies.INTENT, lambda _: None)
        super()._record(ready, act)


def test_a_number_taken_meanwhile_is_passed_over(adopted: Opened) -> None:
    run = Crossing(adopted, 2)
    made: list[list[copies.Made]] = []
    run.made.connect(made.append)
    run.start(adopted.world.concept, [adopted.world.om])
    adopted.settle()
    assert [copy.order.copy_number for copy in made[0]] == ["2026-0115-1-03"]
    assert made[0][0].pdf == plan_pdf(made[0][0].order.paper)
    assert made[0][0].order.paper.mark == "Exemplaar 2026-0115-1-03", "the number on the paper is its own"
    assert len({row.copy_number for row in adopted.rows(Disclosure)}) == 3


def test_when_it_goes_on_and_on_a_person_hears_of_it(adopted: Opened) -> None:
    run = Crossing(adopted, 99)
    crowded: list[bool] = []
    run.crowded.connect(lambda: crowded.append(True))
    run.start(adopted.world.concept, [adopted.world.om])
    adopted.settle()
    assert crowded == [True]
    assert not run.busy
    assert all(row.digest is None for row in adopted.rows(Disclosure)), "no copy of ours was registered"


def test_a_refusal_says_why_and_keeps_the_ticks(adopted: Opened) -> None:
    shown = window(adopted)
    world: PlanHouse = adopted.world

    def lower(session: CaptureSession) -> None:
        session.get_one(Partner, world.house.care).class_ = PartnerClass.THIRD

    adopted.asked(lambda desk: desk.change(lower, "partner.edit"))
    adopted.press("copies.start", shown)
    assert "lid 1" in shown.message.text
    assert adopted.rows(Disclosure) == []
    assert len(ticked(shown)) == 4
    assert shown.start_button.isEnabled()


def test_the_window_names_nobody_and_its_title_says_nothing(adopted: Opened) -> None:
    shown = window(adopted)
    assert shown.windowTitle() == "ZVH Desk"
    assert "Loon" not in adopted.words(shown)
