"""Two copies of one laptop, both at work: each hears of the other as it would of a colleague's computer."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station, goal, turn_at_table
from tests.agreeing.sync.test_copies import World, world
from zvhdesk.domain.refusals import ChangedSince, Refused
from zvhdesk.domain.terms import ActionStatus, Criterion
from zvhdesk.models.capture import CaptureSession, head_rev, versions
from zvhdesk.models.cases import Action, Case, CriterionJudgement, Goal
from zvhdesk.models.house import Partner
from zvhdesk.models.meetings import AgendaItem, Meeting, Turn
from zvhdesk.services import assessment, editing
from zvhdesk.services.dossier.left_rows import left_rows
from zvhdesk.services.editing import Saved
from zvhdesk.services.meetings import nods
from zvhdesk.services.meetings.lead import current_item
from zvhdesk.services.meetings.taken_off import agenda, taken_off

__all__ = ["world"]


@dataclass(frozen=True)
class Twins:
    """Both copies and a colleague's desk, in step."""

    one: Station
    two: Station
    other: Station
    case: str

    def agree(self) -> None:
        """Everybody hears all there is."""
        for _ in range(2):
            for at in (self.one, self.two, self.other):
                at.exchange()


@pytest.fixture
def twins(world: World) -> Iterator[Twins]:
    goal(world.desk, world.case, "Veilig thuis")
    world.desk.exchange()
    with closing(world.copy()) as two:
        made = Twins(world.desk, two, world.other, world.case)
        made.agree()
        yield made


def _judge(at: Station, case: str, answer: str, shown: int | None) -> None:
    typed = {"decided_on": "2026-03-12"}
    for criterion in Criterion:
        typed |= {f"met.{criterion.value}": answer, f"ground.{criterion.value}": "Zo is besproken."}

    def fn(session: CaptureSession) -> None:
        lid_one = session.query(Partner).filter_by(name="Politie").one()
        assessment.record_typed(session, case, typed, [lid_one.id])

    at.desk.change(fn, assessment.INTENT, shown)


def test_a_judgement_of_the_other_copy_is_not_replaced_unseen(twins: Twins) -> None:
    shown = twins.two.desk.read(head_rev)
    _judge(twins.one, twins.case, "nee", None)
    twins.agree()
    with pytest.raises(Refused) as no:
        _judge(twins.two, twins.case, "ja", shown)
    assert isinstance(no.value.reason, ChangedSince)
    assert "A. Voorzitter heeft intussen een beoordeling vastgelegd" in no.value.reason.sentence
    assert {row.met for row in twins.two.desk.read(lambda s: s.query(CriterionJudgement).all())} == {False}


def _write_on(at: Station, case: str, text: str, shown: int) -> object:
    """In a form of a live meeting, where nobody is asked."""
    cell = ("case_", case, "question")
    return at.desk.change(
        lambda s: editing.save(s, "console", cell, text, shown, beside=True), "case.edit", shown
    )


def _questions(at: Station, case: str) -> set[str]:
    found = at.desk.read(lambda s: versions.of_cell(s, ("case_", case, "question")))
    return {one.new.strip('"') for one in found}


def test_at_the_table_what_the_other_copy_wrote_is_kept_beside_and_nobody_is_asked(twins: Twins) -> None:
    shown = twins.two.desk.read(head_rev)
    _write_on(twins.one, twins.case, "van de een", twins.one.desk.read(head_rev))
    twins.agree()
    assert isinstance(_write_on(twins.two, twins.case, "van de ander", shown), Saved)
    assert _questions(twins.two, twins.case) == {"van de een", "van de ander"}
    # Typing on is no choice between them.
    _write_on(twins.two, twins.case, "van de ander, en meer", twins.two.desk.read(head_rev))
    twins.agree()
    for at in (twins.one, twins.two, twins.other):
        assert _questions(at, twins.case) == {"van de een", "van de ander, en meer"}


def test_what_was_typed_in_a_row_that_the_other_copy_took_away_is_told(twins: Twins) -> None:
    (row,) = twins.two.desk.read(lambda s: [one.id for one in s.query(Goal)])
    typed = (("goal", row, "text"), "Veilig thuis, en naar school")
    twins.two.desk.keep_draft("dossier", *typed, twins.two.desk.read(head_rev))
    twins.one.desk.change(lambda s: setattr(s.get_one(Goal, row), "deleted", True), "goal.remove")
    twins.agree()
    device = twins.two.desk.device
    (left,) = twins.two.desk.read(lambda s: left_rows(s, twins.case, "dossier", device, names=False))
    assert (left.by, left.typed) == ("A. Voorzitter", (("Doel", typed[1]),))


@dataclass(frozen=True)
class AtTable:
    """A meeting that the first copy leads, with the items of its agenda."""

    meeting: str
    items: tuple[str, ...]


@pytest.fixture
def table(twins: Twins) -> AtTable:
    turn = turn_at_table(twins.one, twins.case)

    def fn(session: CaptureSession) -> AtTable:
        first = session.get_one(AgendaItem, session.get_one(Turn, turn).item_id)
        live = session.get_one(Meeting, first.meeting_id)
        more = [
            AgendaItem(stream_id=live.stream_id, meeting_id=live.id, position=at, title=title, minutes=5)
            for at, title in ((1, "Rondvraag"), (2, "Sluiting"))
        ]
        session.add_all_new(more)
        live.chair_device, live.current_item_id = session.act.device, first.id
        return AtTable(live.id, (first.id, *(one.id for one in more)))

    made = twins.one.desk.change(fn, "meeting.start")
    twins.agree()
    return made


def test_a_line_of_the_other_copy_is_a_line_of_another_desk(twins: Twins, table: AtTable) -> None:
    def fn(session: CaptureSession) -> str:
        case = session.get_one(Case, twins.case)
        made = Action(
            stream_id=case.stream_id,
            case_id=case.id,
            item_id=table.items[0],
            number=1,
            text="Bellen met de school",
            status=ActionStatus.OPEN,
        )
        session.add_all_new([made])
        return made.id

    line = twins.two.desk.change(fn, "action.capture")
    twins.agree()
    assert [_is_anothers(at, line) for at in (twins.one, twins.two, twins.other)] == [True, False, True]


def _is_anothers(at: Station, line: str) -> bool:
    return bool(at.desk.read(lambda s: nods.from_elsewhere(s, [line], at.desk.device)))


def test_a_point_that_the_other_copy_took_off_the_agenda_is_told(twins: Twins, table: AtTable) -> None:
    point = table.items[1]
    twins.two.desk.change(lambda s: setattr(s.get_one(AgendaItem, point), "deleted", True), "agenda.remove")
    twins.agree()
    for at, told in ((twins.one, ["Rondvraag"]), (twins.two, []), (twins.other, ["Rondvraag"])):
        assert _told_off(at, table) == told


def _told_off(at: Station, table: AtTable) -> list[str]:
    def fn(session: Session) -> list[str]:
        items, gone = agenda(session, session.get_one(Meeting, table.meeting))
        return [one.words for one in taken_off(session, gone, items, {}, at.desk.device)]

    return at.desk.read(fn)


def _turn(at: Station, table: AtTable, item: str) -> None:
    def fn(session: CaptureSession) -> None:
        session.get_one(Meeting, table.meeting).current_item_id = item

    at.desk.change(fn, "meeting.item")


def test_the_page_is_where_the_copy_that_leads_has_turned_it_on_every_desk(
    twins: Twins, table: AtTable
) -> None:
    """Both take themselves for the one that leads: the meeting was begun on one of them."""
    turned = ((twins.one, table.items[1]), (twins.two, table.items[2]))
    for at, item in turned:
        at.clock.forward(seconds=1)
        _turn(at, table, item)
    twins.agree()
    for at in (twins.one, twins.two, twins.other):
        found = at.desk.read(lambda s: current_item(s, s.get_one(Meeting, table.meeting)))
        assert found == table.items[1]
