"""Plannen en brieven: what each case has, who still waits for it, and which cases have no plan."""

from datetime import timedelta

from tests.plans.test_copies import bytes_of, change_case, prepare, record
from tests.plans.world import TODAY, PlanHouse, adopt, change_plan
from zvhdesk.domain.terms import Phase
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.services.plans import versions
from zvhdesk.services.plans.overview import overview
from zvhdesk.services.plans.rows import Overview


def found(world: PlanHouse, meeting: str = "") -> Overview:
    return world.desk.read(lambda session: overview(session, TODAY, meeting))


def test_a_concept_waits_for_nobody(world: PlanHouse) -> None:
    (line,) = found(world).cases
    assert (line.number, line.initials, line.table) == ("2026-0115", "H.v.L.", "Top-X")
    assert (line.concept, line.current, line.missing) == (1, None, ())
    assert not line.late
    assert found(world).partners == ()


def test_the_current_version_says_who_has_it_and_who_waits(world: PlanHouse) -> None:
    change_plan(world, evaluation_on=TODAY - timedelta(2))
    adopt(world)
    record(world, bytes_of(prepare(world, [world.om])))
    (line,) = found(world).cases
    assert line.current is not None
    assert [copy.partner for copy in line.current.copies] == ["Openbaar Ministerie"]
    assert line.missing == ("GGZ De Regge", "Politie", "Reclassering"), "never a third or unknown class"
    assert line.late
    assert line.current.days_late == 2
    partners = {row.name: (row.has, len(row.waiting)) for row in found(world).partners}
    assert partners == {
        "GGZ De Regge": (0, 1),
        "Politie": (0, 1),
        "Reclassering": (0, 1),
        "Openbaar Ministerie": (1, 0),
    }


def test_a_newer_version_is_waited_for_by_all_again(world: PlanHouse) -> None:
    adopt(world)
    record(world, bytes_of(prepare(world, [world.om])))
    second = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    (line,) = found(world).cases
    assert (line.concept, line.current.version if line.current else 0) == (2, 1)
    adopt(world, second)
    (line,) = found(world).cases
    assert line.missing == ("GGZ De Regge", "Openbaar Ministerie", "Politie", "Reclassering")
    assert [copy.version for row in line.older for copy in row.copies] == [1]


def test_a_shielded_case_is_not_there_and_not_counted(world: PlanHouse) -> None:
    adopt(world)
    change_case(world, shielded=True)
    assert found(world) == Overview((), (), (), 0)


def test_after_a_meeting_only_the_cases_of_its_agenda(world: PlanHouse) -> None:
    assert [line.id for line in found(world, world.meeting).cases] == [world.case_id]
    assert found(world, "another").cases == ()


def test_cases_on_a_table_without_a_plan_are_counted_apart(world: PlanHouse) -> None:
    def more(session: object) -> None:
        rows = [
            Case(stream_id=new_id(), number=f"2026-02{at:02d}", phase=phase)
            for at, phase in enumerate((Phase.AT_TABLE, Phase.AT_TABLE, Phase.TRIAGE))
        ]
        session.add_all_new(rows)  # type: ignore[attr-defined]

    world.desk.change(more, "case.edit")
    assert [line.number for line in found(world).without] == ["2026-0200", "2026-0201"]
    assert found(world).without_count == 2
