"""What something that stands points to: it stands, whoever removed it without knowing of that.

Whoever did so could not know; on one desk it is refused. It follows from what stands in the rows, so that
every desk that has the same says the same (docs/decisions/0025, 0027).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Select, case, exists, or_, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import Versions
from zvhdesk.models.asked import asked
from zvhdesk.models.at_once import among, given, those_given
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import versions
from zvhdesk.models.capture.records import DELETED, Cell, Row
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp
from zvhdesk.models.people import Person
from zvhdesk.models.pointers import BENEATH, POINTERS, Pointer
from zvhdesk.models.pointers import stands as is_there
from zvhdesk.models.tables import BY_NAME

_Written = Mapping[str, Collection[str]]
"""The ids of the rows that were written, by table."""

_TO: Final = {one.to: [each for each in POINTERS if each.to is one.to] for one in POINTERS}
_OF: Final = {one.of: [each for each in POINTERS if each.of is one.of] for one in POINTERS}
_NAMED: Final = [one for one in POINTERS if one.by != "id"]
_HOUSE: Final = [cls for cls in _TO if cls is not Person]
# Asked at every act and every page: to put these together takes longer than to ask them.
_GONE: Final = select(*(exists().where(cls.deleted) for cls in _HOUSE))
_POINTED: Final = [
    select(one.to.id).where(
        one.to.deleted,
        one.key.in_(select(one.column).where(one.of.id.in_(those_given("ids")), is_there(one.of))),
    )
    for one in POINTERS
]
"""For each pointer what of that table is removed and these point to."""
_SAME_NAME: Final = [
    select(one.to.id).where(
        one.to.deleted, one.key.in_(select(one.key).where(one.to.id.in_(those_given("ids"))))
    )
    for one in _NAMED
]
_USED: Final = [
    select(one.to.id).where(
        one.to.id.in_(those_given("ids")), exists().where(one.column == one.key, is_there(one.of))
    )
    for one in POINTERS
]
_EVER_DELETED: Final = {
    cls: select(cls.id).where(
        cls.id.in_(those_given("ids")),
        or_(
            cls.deleted,
            exists().where(
                ChangeOp.tbl == cls.__tablename__, ChangeOp.row == cls.id, ChangeOp.col == DELETED
            ),
        ),
    )
    for cls in BENEATH
}
_HELD: Final = select(Versions.tbl, Versions.row).where(Versions.col == DELETED)
_SAYS: Final = {
    *((one.of.__tablename__, one.column.key) for one in POINTERS),
    *((cls.__tablename__, DELETED) for cls in (*_OF, *_TO, *BENEATH)),
    *((one.to.__tablename__, one.by) for one in _NAMED),
}


def says(cell: Cell) -> bool:
    """Whether it says what is in use, or whether something is there that may be."""
    return (cell[0], cell[2]) in _SAYS


def stands(session: Session, row: Row) -> bool:
    """Whether something points to it that stands itself."""
    return used_by(session, row) is not None


def used_by(session: Session, row: Row) -> Pointer | None:
    """By what it is in use; None when by nothing, and it may go.

    What is known by its name is not in use when another of that name stands: of several that were removed
    one stands.
    """
    pointers = _TO.get(BY_NAME[row[0]], [])
    if not pointers:
        return None
    points = (exists().where(one.column.in_(_key(one, row[1])), is_there(one.of)) for one in pointers)
    first = session.scalar(select(case(*((each, at) for at, each in enumerate(points)))))
    one = None if first is None else pointers[first]
    return None if one is None or (one.by != "id" and _another_stands(session, one, row[1])) else one


def pointed_to(session: Session, rows: Collection[Row]) -> set[Row]:
    """What these rows, which were written, point to or did: it may stand now, or no longer.

    So may what is pointed to from beneath one of them that is deleted, or was put back.
    """
    if not rows:
        return set()
    removed, found = _removed(session), set[Row]()
    written = _by_table({*rows, *_beneath(session, _deleted_once(session, _by_table(rows)))})
    for one, ready in zip(POINTERS, _POINTED, strict=True):
        tbl = one.of.__tablename__
        if one.to in removed and tbl in written:
            found |= _asked(session, one.to, ready, written[tbl])
    for one, ready in zip(_NAMED, _SAME_NAME, strict=True):
        tbl = one.to.__tablename__
        if one.to in removed and tbl in written:
            found |= _asked(session, one.to, ready, written[tbl])
    return found | _touched(session, held(session), written)


def used(session: Session, rows: Collection[Row]) -> set[Row]:
    """Those of these rows that something points to."""
    found: set[Row] = set()
    written = _by_table(rows)
    for one, ready in zip(POINTERS, _USED, strict=True):
        ids = written.get(one.to.__tablename__)
        if ids:
            found |= _asked(session, one.to, ready, ids)
    return found


def by_name(session: Session, rows: Collection[Row]) -> Iterator[Row]:
    """What points to these rows by a name, and not by their id."""
    for one in _NAMED:
        ids = [row for tbl, row in rows if tbl == one.to.__tablename__]
        named = select(one.key).where(among(one.to.id, ids))
        yield from _those(session, one.of, one.column.in_(named), is_there(one.of))


def of_row(session: Session, row: Row) -> set[Row]:
    """What a row points to, and what stands beneath it."""
    found: set[Row] = set()
    for tbl, ids in _by_table({row, *_beneath(session, _by_table([row]))}).items():
        for one in _OF.get(BY_NAME[tbl], ()):
            of = select(one.column).where(among(one.of.id, ids))
            found |= _those(session, one.to, one.key.in_(of))
    return found


def held(session: Session) -> set[Row]:
    """What was removed, or may have been, and may stand because it is in use: nearly always nothing."""
    return {(tbl, row) for tbl, row in asked(session, _HELD) if BY_NAME[tbl] in _TO}


def leaving(session: Session) -> list[Row]:
    """What was removed and stands because it is in use."""
    return sorted(row for row in held(session) if _says_gone(session, row) and stands(session, row))


def _by_table(rows: Collection[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tbl, row in rows:
        found.setdefault(tbl, []).append(row)
    return found


def _deleted_once(session: Session, written: _Written) -> dict[str, Collection[str]]:
    """Those of these rows beneath which something may point, that are deleted or ever were."""
    found: dict[str, Collection[str]] = {}
    for cls, ready in _EVER_DELETED.items():
        tbl = cls.__tablename__
        if tbl in written:
            found[tbl] = asked(session, ready, ids=given(written[tbl])).scalars().all()
    return found


def _beneath(session: Session, rows: _Written) -> Iterator[Row]:
    """What is a part of these rows and points to something, or may have parts that do."""
    for tbl, ids in rows.items():
        for part in BENEATH.get(BY_NAME[tbl], ()) if ids else ():
            below = session.scalars(select(part.of.id).where(among(part.column, ids))).all()
            yield from ((part.of.__tablename__, row) for row in below)
            yield from _beneath(session, {part.of.__tablename__: below})


def _key(one: Pointer, row: str) -> Select[Any]:
    return select(one.key).where(one.to.id == row)


def _removed(session: Session) -> set[type[Replicated]]:
    """The tables of which something was removed; those of the house are short, and often it is none."""
    gone = asked(session, _GONE).one()
    return {Person, *(cls for cls, any_gone in zip(_HOUSE, gone, strict=True) if any_gone)}


def _asked(session: Session, cls: type[Replicated], ready: Select[Any], ids: Collection[str]) -> set[Row]:
    return {(cls.__tablename__, row) for row in asked(session, ready, ids=given(ids)).scalars()}


def _those(session: Session, cls: type[Replicated], *where: Any) -> set[Row]:
    return {(cls.__tablename__, row) for row in session.scalars(select(cls.id).where(*where))}


def _touched(session: Session, rows: Collection[Row], written: _Written) -> set[Row]:
    """Those of these rows that what was written points to, or ever did: its log says so."""
    ids, found = _by_table(rows), set[Row]()
    for one in POINTERS if rows else ():
        tbl, of = one.to.__tablename__, one.of.__tablename__
        if tbl in ids and of in written:
            keys = session.execute(select(one.to.id, one.key).where(among(one.to.id, ids[tbl])))
            by_key: dict[str, set[Row]] = {}
            for row, key in keys:
                by_key.setdefault(encode(key), set()).add((tbl, row))
            said = (ChangeOp.tbl == of, ChangeOp.col == one.column.key, among(ChangeOp.row, written[of]))
            points = select(ChangeOp.new).where(*said, ChangeOp.new.in_(by_key)).distinct()
            found.update(*(by_key[key] for key in session.scalars(points)))
        if one.by != "id" and tbl in written:
            found |= {row for row in rows if row[0] == tbl}
    return found


def _another_stands(session: Session, one: Pointer, row: str) -> bool:
    """Whether there is another of that name that nobody removed, or a newer one among those that were."""
    others = session.scalars(select(one.to.id).where(one.key.in_(_key(one, row)), one.to.id != row))
    tbl = one.to.__tablename__
    return any(other > row or not _says_gone(session, (tbl, other)) for other in others)


def _says_gone(session: Session, row: Row) -> bool:
    """Whether it was removed, whatever it shows."""
    stand = versions.of_cell(session, (*row, DELETED))
    return bool(stand) and versions.shown(stand).new == encode(True)
