"""What something points to stays on its list, whoever removed it apart (SYNC.md C, P2; decisions/0027)."""

from datetime import date

from sqlalchemy import select

from tests.agreeing.sync import points
from tests.agreeing.sync.at_table import planned
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.disagreeing import Two, act, agree
from tests.agreeing.sync.points import BESIDE, DONE_BY, PART_OF, POINTS, USES, WAYS, leaving, refused, same
from tests.agreeing.sync.test_beneath import take_back
from tests.recording.state import state
from zvhdesk.models.capture import CaptureSession, erase
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import CaseTable, Municipality, Partner, WorkArea
from zvhdesk.models.meetings import Meeting
from zvhdesk.models.people import Person
from zvhdesk.models.pointers import BENEATH, POINTERS
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import house


def in_order(two: Two, order: tuple[int, ...]) -> None:
    for at in order:
        two[at].exchange()
    assert two[0].desk.read(state) == two[1].desk.read(state)


def put(at: Station, case: str, **values: str | None) -> None:
    def fn(session: CaptureSession) -> None:
        for col, value in values.items():
            setattr(session.get_one(Case, case), col, value)

    act(at, fn, "case.edit")


def places(at: Station, name: str) -> list[str]:
    of = select(Municipality.id).where(Municipality.name == name, ~Municipality.deleted)
    return at.desk.read(lambda s: list(s.scalars(of.order_by(Municipality.id))))


def add_place(at: Station, name: str) -> str:
    return act(at, lambda s: house.add_place(s, house.OF_HOUSE, {"name": name}), "place.add")


def test_of_every_column_it_is_known_what_becomes_of_what_it_points_to() -> None:
    known = USES.keys() | PART_OF | DONE_BY
    assert [one for one in points.columns() if one[1] not in known] == []
    assert {(one.of, one.column.key): one.to for one in POINTERS} == {one: USES[one[1]] for one in POINTS}


def test_of_everything_that_points_it_is_known_what_it_is_a_part_of() -> None:
    points_or_above = {cls for cls, _ in POINTS} | {one.to for _, _, way in WAYS for one in way}
    named = [(cls, key) for cls, key in points.columns() if key in PART_OF and cls in points_or_above]
    known = {(one.of, one.column.key) for found in BENEATH.values() for one in found}
    assert sorted(map(str, named)) == sorted(map(str, known | BESIDE))
    assert known.isdisjoint(BESIDE)


def test_what_is_in_use_stands_until_it_is_not(disputed: Two) -> None:
    """Either order at the server: each desk has done the one and hears of the other."""
    first, second, every = disputed.first, disputed.second, set(POINTS)
    targets = act(first, points.make_targets, "house.edit")
    agree(disputed)
    act(second, lambda s: points.use(s, disputed.case, targets), "case.edit")
    act(first, lambda s: points.remove(s, targets), "house.remove")
    in_order(disputed, (0, 1, 0))
    assert same(disputed, targets) == every
    assert leaving(first) == leaving(second) == sorted(targets.values())
    of_house = {one: row for one, row in targets.items() if USES[one[1]] is not Person}
    assert first.desk.change(lambda s: refused(s, of_house), "house.remove") == of_house.keys()
    # What pointed to it is taken back: now it goes, as it was meant to.
    take_back(second)
    in_order(disputed, (1, 0, 1))
    assert same(disputed, targets) == set()
    assert leaving(first) == leaving(second) == []
    # An open form still names it; and the removal is taken back as well.
    act(second, lambda s: points.use(s, disputed.case, targets), "case.edit")
    assert points.standing(second, targets) == every
    take_back(first)
    in_order(disputed, (1, 0, 1))
    assert same(disputed, targets) == every
    assert leaving(first) == leaving(second) == []
    take_back(second)
    assert points.standing(second, targets) == every


def test_what_stands_beneath_something_deleted_keeps_nothing(disputed: Two) -> None:
    """By every way up, whichever desk takes it off or puts it back; and once it is back it keeps it again."""
    first, second = disputed
    targets = act(first, lambda s: [points.make(s, USES[key]) for _, key, _ in WAYS], "house.edit")
    rows = [(USES[key].__tablename__, row) for (_, key, _), row in zip(WAYS, targets, strict=True)]
    agree(disputed)
    tops = act(second, lambda s: points.use_beneath(s, targets), "case.edit")
    act(first, lambda s: points.take_off(s, rows), "house.remove")
    in_order(disputed, (0, 1, 0))
    assert leaving(first) == leaving(second) == sorted(targets)
    act(second, lambda s: points.take_off(s, tops), "case.edit")
    assert there(second, rows) == leaving(second) == []
    in_order(disputed, (1, 0))
    assert there(first, rows) == leaving(first) == []
    act(first, lambda s: points.take_off(s, tops, deleted=False), "case.edit")
    assert there(first, rows) == leaving(first) == sorted(targets)
    in_order(disputed, (0, 1))
    assert there(second, rows) == leaving(second) == sorted(targets)


def there(at: Station, rows: list[tuple[str, str]]) -> list[str]:
    return sorted(
        row
        for tbl, row in rows
        if not at.desk.read(lambda s, t=tbl, r=row: s.get_one(BY_NAME[t], r).deleted)  # type: ignore[misc]
    )


def test_what_stands_because_it_is_in_use_keeps_what_it_points_to(disputed: Two) -> None:
    """A gemeente its work area; a meeting that began meanwhile (0019) its casustafel."""
    first, second = disputed
    of = planned(disputed, date(2026, 4, 1))

    def more(session: CaptureSession) -> tuple[str, str, str]:
        area = points.make(session, WorkArea)
        place = points.make(session, Municipality, name="Hengelo", work_area_id=area)
        table = points.make(session, CaseTable)
        session.get_one(Meeting, of.meeting).table_id = table
        return area, place, table

    area, place, table = act(first, more, "house.edit")
    agree(disputed)
    put(second, disputed.case, municipality="Hengelo")
    of.start(second)
    of.cancel(first)
    for remove, row in ((house.remove_place, place), (house.remove_area, area), (house.remove_table, table)):
        act(first, lambda s, r=remove, i=row: r(s, i, first.desk.user), "house.remove")  # type: ignore[misc]
    in_order(disputed, (1, 0, 1))
    for one in disputed:
        assert leaving(one) == sorted((area, place, table))
    put(second, disputed.case, municipality=None)
    in_order(disputed, (1, 0))
    for one in disputed:
        assert leaving(one) == [table]


def test_one_gemeente_of_a_name_stands(disputed: Two) -> None:
    first, second = disputed
    add_place(first, "Hengelo")
    old = places(first, "Hengelo")[0]
    act(first, lambda s: house.remove_place(s, old, first.desk.user), "place.remove")
    one = add_place(first, "Hengelo")
    other = add_place(second, "Hengelo")
    put(second, disputed.case, municipality="Hengelo")
    agree(disputed)
    for at in disputed:
        assert places(at, "Hengelo") == [one, other], "what was removed knowingly is gone"
    for at, row in ((first, one), (second, other)):
        act(at, lambda s, r=row: house.remove_place(s, r, ""), "place.remove")  # type: ignore[misc]
    agree(disputed)
    assert disputed[0].desk.read(state) == disputed[1].desk.read(state)
    assert [places(at, "Hengelo") for at in disputed] == [[other]] * 2, "the last of them"
    put(first, disputed.case, municipality=None)
    agree(disputed)
    assert [places(at, "Hengelo") for at in disputed] == [[], []]


def test_with_a_case_that_is_destroyed_goes_what_only_it_used(disputed: Two) -> None:
    first, second = disputed
    row = act(first, lambda s: points.make(s, Partner), "partner.add")
    agree(disputed)
    stream = act(second, lambda s: _action_of(s, disputed.case, row), "case.edit")
    act(first, lambda s: house.remove_partner(s, row, ""), "partner.remove")
    agree(disputed)
    assert leaving(first) == leaving(second) == [row]
    for one in disputed:
        act(one, lambda s: erase(s, [stream]), "case.destroy")
        assert one.desk.read(lambda s: s.get_one(Partner, row).deleted)
        assert leaving(one) == []


def _action_of(session: CaptureSession, case: str, partner: str) -> str:
    stream = session.get_one(Case, case).stream_id
    points.make(session, Action, stream_id=stream, case_id=case, partner_id=partner)
    return stream
