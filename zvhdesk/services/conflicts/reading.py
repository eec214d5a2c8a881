"""Cells and rows about which desks disagree, as cards show them.

Nearly always there are none: then each of these is one read of an empty table.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.models.capture import Cell, begun, head_rev, versions
from zvhdesk.models.capture.gone import edits_of
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.capture.versions import Version
from zvhdesk.models.cases import Action, Contribution
from zvhdesk.models.codec import decode, encode
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.meetings import AgendaItem, NoteParagraph
from zvhdesk.models.plans import Decision, Plan
from zvhdesk.models.tables import BY_NAME, column_of
from zvhdesk.services.conflicts import beneath, of_persons, wording
from zvhdesk.services.conflicts.kinds import KINDS, Kind, is_asked
from zvhdesk.services.conflicts.rows import Conflict, Edit, GoneRow, OneVersion
from zvhdesk.services.devices import labels
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.who import person_label

_OF_CONCEPT = ("crisis", "evaluation_on")
_AT_ONCE_MS = 120_000
"""With a connection the server has it within this; the author's clock may be off by some of it."""


def of_cells(session: Session, cells: Iterable[Cell]) -> Mapping[Cell, Conflict]:
    """The conflicts at these cells."""
    several = set(versions.cells(session))
    if not several:
        return {}
    found = ((cell, of_cell(session, cell)) for cell in cells if cell in several)
    return {cell: conflict for cell, conflict in found if conflict is not None}


def of_cell(session: Session, cell: Cell) -> Conflict | None:
    """What stands side by side at one cell; None when nobody need be asked.

    Two desks that wrote the same agree: of one text one version is shown. Of who somebody is only those of
    whom anything is here.
    """
    tbl, _, col = cell
    if not is_asked(tbl, col) or _is_settled(session, cell):
        return None
    stand = versions.of_cell(session, cell)
    first = versions.shown(stand) if stand else None
    others = sorted(stand, key=lambda one: (one.at_ms, one.device, one.seq or 0), reverse=True)
    told: dict[str, Version] = {} if first is None else {first.new: first}
    for one in others:
        if not of_persons.is_place(cell) or of_persons.is_known(session, json.loads(one.new)):
            told.setdefault(one.new, one)
    if len(told) < 2:
        return None
    by, named = headers(session, [one.rev for one in stand]), labels(session)
    return Conflict(
        cell=cell,
        label=wording.label(tbl, col),
        versions=tuple(
            _one(session, cell, one, by[one.rev], named, shown=one is first) for one in told.values()
        ),
        fills=KINDS[tbl, col] is Kind.FIELD,
        about=_about(session, cell),
        seen=frozenset(id_of(by[one.rev]) for one in stand),
        rev=head_rev(session),
        long=(field := FIELDS.get((tbl, col))) is not None and field.long,
    )


def _is_settled(session: Session, cell: Cell) -> bool:
    """What lid 1 adopted is not typed in any more: what it lacks is said with the versions of the plan."""
    plan = session.get(Plan, cell[1]) if cell[0] == Plan.__tablename__ and cell[2] in _OF_CONCEPT else None
    return plan is not None and plan.adopted


def held_back(session: Session) -> frozenset[str]:
    """The actions and decisions that one desk kept off the wall and another did not, by id.

    Until somebody chose they are off it: no clock shows to a room what a person kept from it.
    """
    cells = [cell for cell in versions.cells(session) if cell[2] == "held_back"]
    return frozenset(row for _, row, _ in of_cells(session, cells)) if cells else frozenset()


def gone_rows(session: Session, tables: Iterable[str]) -> tuple[GoneRow, ...]:
    """Rows of these tables that were deleted at one desk while they were edited at another."""
    wanted = set(tables)
    cells = sorted(cell for cell in versions.cells(session) if cell[0] in wanted and cell[2] == DELETED)
    return tuple(found for tbl, row, _ in cells if (found := gone_row(session, tbl, row)) is not None)


def gone_row(session: Session, tbl: str, row_id: str) -> GoneRow | None:
    """One such row; None when it stands, when nothing was edited, or only what the machine keeps.

    Nor when nothing was written beneath it. With a point of the agenda goes what was noted under it. A
    meeting that began, or a point that was discussed, stands and is asked about; and so is what one desk took
    away while another put it back. A plan that lid 1 adopted stands, and nobody is asked.
    """
    row = session.get(BY_NAME[tbl], row_id)
    stand = versions.of_cell(session, (tbl, row_id, DELETED))
    began = begun.began(session, (tbl, row_id)) if stand else []
    back = _back(stand)
    if row is None or not stand or not (row.deleted or began or back) or (began and tbl == begun.PLAN):
        return None
    gone = [one for one in stand if one not in back]
    found, rev = edits_of(session, (tbl, row_id)), versions.shown(gone).rev
    under = beneath.written(session, (tbl, row_id))
    said = [(one, wording.BEGAN[tbl]) for one in began] + [(one, wording.BACK) for one in back]
    headed = headers(session, [rev, *(one.rev for _, one in found), *(one.rev for one, _ in said)])
    edits = tuple(
        Edit(wording.KINDS[tbl], words, person_label(session, headed[one.rev].user), one.wall_ms)
        for one, words in said
    )
    edits += tuple(
        Edit(
            wording.label(tbl, col),
            of_persons.hidden(tbl, col, one.new)
            or wording.words(session, tbl, col, decode(one.new, column_of(tbl, col))),
            person_label(session, headed[one.rev].user),
            one.wall_ms,
        )
        for col, one in found
        if is_asked(tbl, col)
    )
    if isinstance(row, AgendaItem):
        edits += _noted_under(session, row) if found or under else ()
    else:
        edits += under
    if not edits:
        return None
    by = headed[rev]
    row_asked = GoneRow(
        tbl,
        row_id,
        wording.KINDS[tbl],
        wording.row_text(row),
        person_label(session, by.user),
        by.wall_ms,
        edits,
        head_rev(session),
    )
    # Its id is the same wherever it is put there: on one agenda, or as one version of a plan.
    added = any(KINDS.get((tbl, col)) is Kind.ONCE for col, _ in found)
    if not began and not back:
        return replace(row_asked, how=wording.HOW_ADDED) if added else row_asked
    how = wording.HOW_BEGUN[tbl] if began else wording.HOW_BACK
    return replace(row_asked, stands=not row.deleted, how=how)


def _back(stand: Sequence[Version]) -> list[Version]:
    """By what a row stands beside what took it away, each unseen by the other; else none."""
    back = [one for one in stand if one.new == encode(False)]
    return back if len(back) < len(stand) else []


def _noted_under(session: Session, item: AgendaItem) -> tuple[Edit, ...]:
    """What was noted, agreed and decided at a point of the agenda: it goes out of view with the point."""
    found: list[Edit] = []
    for cls in (NoteParagraph, Contribution, Action, Decision):
        tbl = cls.__tablename__
        rows = session.execute(
            select(cls.id, cls.text).where(cls.item_id == item.id, ~cls.deleted).order_by(cls.id)
        )
        # Who wrote what the row shows: the newest here may be another on every desk.
        noted = [
            (text, versions.shown(stand).rev)
            for row, text in rows
            if text and (stand := versions.of_cell(session, (tbl, row, "text")))
        ]
        by = headers(session, [rev for _, rev in noted])
        found += [
            Edit(wording.KINDS[tbl], text, person_label(session, by[rev].user), by[rev].wall_ms)
            for text, rev in noted
        ]
    return tuple(found)


def headers(session: Session, revs: list[int]) -> dict[int, ChangeSet]:
    """The change sets with these revs."""
    return {one.rev: one for one in session.scalars(select(ChangeSet).where(ChangeSet.rev.in_(revs)))}


def _one(
    session: Session,
    cell: Cell,
    one: Version,
    header: ChangeSet,
    devices: Mapping[str, str],
    *,
    shown: bool,
) -> OneVersion:
    tbl, _, col = cell
    value = decode(one.new, column_of(tbl, col))
    said = (wording.text(tbl, col, value), wording.words(session, tbl, col, value))
    return version(session, header, said, devices, shown=shown)


def id_of(header: ChangeSet) -> str:
    """Of a version: whose act wrote it, the same on every desk. In one cell an act writes once."""
    return f"{header.device}.{header.act}"


def version(
    session: Session, header: ChangeSet, said: tuple[str, str], devices: Mapping[str, str], *, shown: bool
) -> OneVersion:
    """What a card shows of a version: what it says, as text of a field and as words, and who wrote it."""
    return OneVersion(
        id=id_of(header),
        text=said[0],
        words=said[1],
        who=person_label(session, header.user),
        wall_ms=header.wall_ms,
        shown=shown,
        device=devices.get(header.device, ""),
        offline=header.recv_ms is not None and header.recv_ms - header.wall_ms > _AT_ONCE_MS,
    )


def _about(session: Session, cell: Cell) -> str:
    """Of which row it is, for a card that stands away from it; never who a person is."""
    tbl, row_id, col = cell
    row = session.get(BY_NAME[tbl], row_id)
    if row is None or tbl in ("case_", "house", "person"):
        return ""
    text = "" if col in ("text", "title", "name", "relation") else wording.row_text(row)
    return f"{wording.KINDS[tbl]}: {text}" if text else wording.KINDS[tbl]
