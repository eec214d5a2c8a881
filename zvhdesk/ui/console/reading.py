"""What the console reads in one go: the meeting, the fields on it, the drafts left behind, and the wall."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from zvhdesk.domain.refusals import Refused
from zvhdesk.domain.terms import Step
from zvhdesk.services import adding, conflicts, editing
from zvhdesk.services.editing import Shown
from zvhdesk.services.meetings import nods, typed
from zvhdesk.services.meetings.console import console
from zvhdesk.services.meetings.lead import other_desk
from zvhdesk.services.meetings.next_table import next_planned
from zvhdesk.services.meetings.released import Released, pieces
from zvhdesk.services.meetings.room import wall
from zvhdesk.services.meetings.rows import CaseAtTable, Console, Wall
from zvhdesk.services.opening import house_words
from zvhdesk.ui.console.action_edit import cells as action_cells
from zvhdesk.ui.console.own_note import FORM as OWN
from zvhdesk.ui.kit.form import Cell

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

FORM = "console"
"""The form under which the console keeps its drafts."""
_NEW = tuple(
    f"{step}{kind}" for step in (Step.JUDGEMENT, Step.APPROACH) for kind in ("", ".dissent", ".parked")
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One reading, at `read_ms` (UTC ms). `fields` are of the case at the table.

    `wall` is what the wall may show of what was `asked`; no wall then says that it may not be shown any more.
    `whole` is the same with every row that is not held back: it is ready for the moment the last is released.
    `speaking`: which turn runs and since when. `elsewhere`: who wrote the lines of this case that are of
    another desk.
    `heard`: which other desk is at the meeting, and the rev here of its last act (`lead.other_desk`).
    """

    console: Console
    fields: Mapping[Cell, Shown]
    own: Shown | None
    speaking: tuple[str, int] | None
    read_ms: int
    about: "About"
    wall: Wall | None = None
    asked: "OnWall | None" = None
    whole: Wall | None = None
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    heard: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class About:
    """What a meeting stands in: the house, the day on this desk, and when this table is planned again."""

    house: str
    today: date
    next_table: date | None


@dataclass(frozen=True, slots=True)
class OnWall:
    """The item on the wall, and what of it was released to the room."""

    item_id: str
    released: Released


def rows_of(case: CaseAtTable) -> frozenset[str]:
    """The ids of what was agreed on a case in this meeting."""
    return frozenset(row.id for row in case.actions) | frozenset(row.id for row in case.decisions)


def held_of(case: CaseAtTable) -> frozenset[str]:
    """The ids of what of that is held back from the wall."""
    actions = (row.id for row in case.actions if row.held_back)
    return frozenset(actions) | frozenset(row.id for row in case.decisions if row.held_back)


def read(desk: "Desk", meeting_id: str, on_wall: OnWall | None, looks_at: str | None = None) -> Seen:
    """On the database lane, in one transaction; `looks_at` as `console` takes it.

    Raises Refused(MeetingNotLive) when it is not there.
    """
    now_ms = int(desk.clock().timestamp() * 1000)

    def fn(session: Any) -> Seen:
        seen = console(session, meeting_id, now_ms, desk.device, looks_at)
        following = next_planned(session, seen.meeting.table_id, seen.meeting.held_on)
        about = About(
            house=house_words(session, desk.user).name,
            today=desk.today(),
            next_table=following.held_on if following is not None else None,
        )
        heard = other_desk(session, meeting_id, desk.device)
        case = seen.case
        if case is None:
            return Seen(seen, {}, _own(session, seen), None, now_ms, about, heard=heard)
        case = replace(case, round=typed.with_chosen_kinds(session, FORM, case.round))
        shown, whole = _walls(session, case, on_wall, about.today)
        return Seen(
            console=replace(seen, case=case),
            fields=_fields(session, case, seen.rev),
            own=_own(session, seen),
            speaking=typed.speaking_since(session, case.item_id),
            read_ms=now_ms,
            about=about,
            asked=on_wall,
            wall=shown,
            whole=whole,
            elsewhere=nods.from_elsewhere(session, rows_of(case), desk.device),
            heard=heard,
        )

    return desk.read(fn)


def _fields(session: Any, case: CaseAtTable, rev: int) -> dict[Cell, Shown]:
    cells: list[Cell] = [
        ("case_", case.case_id, "question"),
        ("agenda_item", case.item_id, "purpose"),
        ("agenda_item", case.item_id, "next_on"),
    ]
    cells += [("note_paragraph", note.id, "text") for note in case.notes]
    cells += [cell for row in case.actions for cell in action_cells(row.id)]
    shown = editing.show(session, cells, FORM)
    said = {turn.id: ("contribution", turn.contribution_id or "", "text") for turn in case.round}
    several = conflicts.of_cells(session, said.values())
    drafts = adding.drafts_of(session, FORM)
    for turn in case.round:
        cell = ("turn", turn.id, typed.SAID)
        shown[cell] = replace(_kept(drafts, cell, turn.text, rev), several=several.get(said[turn.id]))
    for col in _NEW:
        cell = ("note", case.item_id, col)
        shown[cell] = _kept(drafts, cell, "", rev)
    return shown


def _kept(drafts: Mapping[tuple[str, str], str], cell: Cell, text: str, rev: int) -> Shown:
    draft = drafts.get(cell[1:])
    return Shown(cell, text, rev, draft if draft is not None and draft != text else None)


def _own(session: Any, seen: Console) -> Shown | None:
    if seen.current is None:
        return None
    cell = ("chair_note", seen.current.id, "text")
    return _kept(adding.drafts_of(session, OWN), cell, seen.own_note, seen.rev)


def _walls(
    session: Any, case: CaseAtTable, on_wall: OnWall | None, today: date
) -> tuple[Wall | None, Wall | None]:
    """Only of the case that is on the wall: what was released of it, and all that may be."""
    if on_wall is None or on_wall.item_id != case.item_id:
        return None, None
    known = pieces(case, on_wall.released)
    waits = known.items() - on_wall.released.items()
    try:
        shown = wall(session, case.item_id, today, released=on_wall.released)
        return shown, wall(session, case.item_id, today, released=known) if waits else shown
    except Refused:
        # Who came in meanwhile did not sign, the case was shielded or its term is over: the wall is covered.
        return None, None
