"""An older program gives a casustafel to the regime of CTER while another desk puts a case at it.

DATA.md 2: a case never changes compartment, and no desk mixes the two. A table is a setting of the house.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.kept import Kept, Small
from zvhdesk.domain.refusals import OtherRegime, Refused, TableMissing
from zvhdesk.domain.terms import Compartment, Presence, Regime
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable
from zvhdesk.services import board, case_sheet, editing
from zvhdesk.services.board import NO_TABLE, BoardFilters
from zvhdesk.services.dossier import Dossier, dossier
from zvhdesk.services.meetings import attendance, planning, running
from zvhdesk.services.meetings.next_table import add_to_next
from zvhdesk.services.moving import facts
from zvhdesk.sync import keys
from zvhserver.store import tables as t

HELD_ON = date(2026, 4, 1)


@dataclass(frozen=True)
class Turned:
    """Two desks that agree on what each did without knowing of the other."""

    admin: Station
    other: Station
    case: str
    table: str
    meeting: str
    started: str
    """A second meeting, with the case on its agenda and somebody there: ready to begin."""


def _turn(session: CaptureSession, table: str) -> None:
    session.get_one(CaseTable, table).regime = Regime.CTER


def _put(session: CaptureSession, case: str, table: str) -> tuple[str, str]:
    editing.save(session, "dossier", ("case_", case, "table_id"), table, 10**6)
    made = [
        planning.plan_meeting(session, table, HELD_ON, start, end, "", None)
        for start, end in (("9", "11"), ("13", "15"))
    ]
    planning.add_case(session, made[1], case)
    for row in attendance.attendance(session, made[1]):
        if not row.must_sign:
            attendance.set_presence(session, row.id, Presence.IN_ROOM)
    return made[0], made[1]


@pytest.fixture
def turned(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[Turned]:
    case = pair.about.case
    with pair.again(tmp_path, central) as (admin, other):
        table = admin.desk.read(
            lambda s: s.scalars(select(CaseTable.id).where(CaseTable.name == "JOR")).one()
        )
        admin.desk.change(lambda s: _turn(s, table), "case_table.edit")
        meetings = other.desk.change(lambda s: _put(s, case, table), "case.edit")
        for one in (admin, other, admin):
            one.exchange()
        yield Turned(admin, other, case, table, *meetings)


def test_the_case_stays_where_it_is_and_both_desks_say_that_it_has_no_table(
    turned: Turned, central: Central
) -> None:
    for one in (turned.admin, turned.other):
        desk, today = one.desk, one.desk.today()
        assert desk.read(lambda s: s.get_one(CaseTable, turned.table).regime) is Regime.CTER
        assert desk.read(lambda s: s.get_one(Case, turned.case).table_id) == turned.table
        filters = BoardFilters(table=NO_TABLE)
        shown = desk.read(partial(board.board, today=today, filters=filters, user_member_id=desk.user))
        cards = [card for column in shown.columns for card in column.cards]
        assert [(card.id, card.table) for card in cards] == [(turned.case, "")]
        assert desk.read(partial(facts, case_id=turned.case, today=today)).table is None
    # Nothing of it went to another compartment.
    desk = turned.other.desk
    stream = desk.read(lambda s: s.get_one(Case, turned.case).stream_id)
    of = select(t.envelope.c.comp).where(t.envelope.c.stream == bytes.fromhex(stream)).distinct()
    with central.store.read() as connection:
        went = connection.execute(of).scalars().all()
    assert went == [desk.read(partial(keys.compartment_named, name=Compartment.REGULAR))]


def test_its_papers_claim_the_law_it_was_dealt_with_under(turned: Turned) -> None:
    desk = turned.other.desk
    sheet = desk.read(lambda s: case_sheet.gather_sheet(s, turned.case, desk.clock()))
    assert "Wet gegevensverwerking door samenwerkingsverbanden" in sheet.handling
    assert "JOR" not in sheet.handling


def test_no_case_goes_to_that_table_any_more_and_none_of_its_meetings_begins(turned: Turned) -> None:
    desk = turned.other.desk
    for fn in (
        lambda s: planning.add_case(s, turned.meeting, turned.case),
        lambda s: running.start(s, turned.started, desk.device),
    ):
        with pytest.raises(Refused) as no:
            desk.change(fn, "agenda.add")
        assert no.value.reason == OtherRegime()
    with pytest.raises(Refused) as none:
        desk.change(lambda s: add_to_next(s, turned.case), "agenda.add")
    assert none.value.reason == TableMissing()


def test_whoever_opens_the_case_reads_why_and_chooses_another_table(turned: Turned) -> None:
    desk, today = turned.other.desk, turned.other.desk.today()

    def seen() -> Dossier:
        return desk.read(lambda s: dossier(s, turned.case, today))

    assert (turned.table, "JOR (ander regime)") in seen().choices.tables
    top = desk.read(lambda s: s.scalars(select(CaseTable.id).where(CaseTable.name == "Top-X")).one())
    cell = ("case_", turned.case, "table_id")
    desk.change(lambda s: editing.save(s, "dossier", cell, top, 10**6), "case.edit")
    assert [name for _, name in seen().choices.tables] == ["Top-X"]
    assert desk.read(lambda s: facts(s, turned.case, today).table) is not None
