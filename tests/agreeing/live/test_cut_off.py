"""What the foot of the console says of the line: as long as it is so, and no longer."""

import socket

from PySide6.QtWidgets import QLabel

from tests.agreeing.live.conftest import Seat, Sit
from zvhdesk.domain.lease import LOCK_AFTER_DAYS
from zvhdesk.line.address import Address
from zvhdesk.services import lease
from zvhdesk.ui.agreeing.words import moment
from zvhdesk.ui.console.line_talk import SILENT
from zvhdesk.ui.console.times import hour


def foot(seat: Seat) -> str:
    """The small line under the save state."""
    words = seat.find(QLabel, "console.line")
    return words.text() if words.isVisible() else ""


def reach(seat: Seat, url: str) -> None:
    """From here on it agrees with the server there, by itself."""
    seat.line_out.reach(Address(url))
    seat.line_out.agree()


def _nobody() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_a_desk_that_is_cut_off_says_so_and_stops_by_itself(sit: Sit) -> None:
    chair = sit().chair
    assert foot(chair) == ""
    reach(chair, _nobody())
    since = moment(chair.clock.now, chair.clock.now)
    chair.qtbot.waitUntil(lambda: foot(chair) == f"zonder verbinding sinds {since}")
    assert chair.said == (
        f"Zonder verbinding sinds {since}. Wat u schrijft, blijft hier bewaard en gaat later mee."
    )
    chair.clock.forward(minutes=7)
    chair.page.refresh()
    chair.settle()
    assert foot(chair) == f"zonder verbinding sinds {since}"
    chair.page.board.notice.clear()
    chair.page.line_talk.forget()
    chair.page.refresh()
    chair.settle()
    assert chair.said.startswith("Zonder verbinding"), "nor does who opens it so miss the sentence"
    reach(chair, chair.server.address)
    chair.qtbot.waitUntil(lambda: foot(chair) == "")
    assert chair.said == ""


def test_a_desk_that_locks_after_the_meeting_says_so_at_the_table(sit: Sit) -> None:
    """Thirty days without contact end in a meeting: nobody is to find that out as it closes."""
    chair = sit().chair
    chair.asked(lease.contact)
    chair.clock.forward(days=LOCK_AFTER_DAYS, hours=2)
    reach(chair, _nobody())
    chair.qtbot.waitUntil(lambda: foot(chair) == "gaat na afloop op slot")
    assert chair.said.startswith("Deze computer is al 30 dagen niet volledig bijgewerkt. Na de bijeenkomst")
    reach(chair, chair.server.address)
    chair.qtbot.waitUntil(lambda: foot(chair) == "")
    assert chair.said == ""


def test_the_note_taker_sees_since_when_nothing_came_from_the_chair(sit: Sit) -> None:
    table = sit()
    chair, notes = table.chair, table.notes
    assert "dekt af" in chair.page.board.side.door.accessibleName()
    assert "dekt af" not in notes.page.board.side.door.accessibleName()
    reach(notes, notes.server.address)
    notes.qtbot.waitUntil(lambda: notes.line_out.standing.last_contact is not None)
    since = hour(notes.world.now_ms)
    notes.clock.forward(seconds=SILENT // 1000 - 1)
    notes.page.refresh()
    notes.settle()
    assert foot(notes) == ""
    notes.clock.forward(seconds=1)
    notes.page.refresh()
    notes.settle()
    assert foot(notes) == f"van de voorzitter niets sinds {since}"
    chair.page.turning.item(1)
    chair.settle()
    chair.exchange()
    notes.qtbot.waitUntil(lambda: notes.at == chair.at, timeout=20_000)
    notes.settle()
    assert foot(notes) == ""
