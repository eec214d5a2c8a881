"""What must stand on a card of a row that was deleted while it was edited, by who truly had seen what.

Each writing is kept beside the desks with the acts in that row that its desk had then: sets, no numbers.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station
from zvhdesk.models.cases import Goal
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.services import conflicts
from zvhdesk.services.conflicts import GoneRow

DELETED = "deleted"
LABELS = {"text": "Doel", "measure": "Hoe meten we dit"}
"""The columns of a goal that are edited, and what they are called on the card."""


@dataclass(frozen=True)
class Wrote:
    """One cell of a row written by an act of a desk, which had these acts in that row."""

    act: str
    by: int
    col: str
    value: str | bool | None
    seen: frozenset[str]
    takes_back: str | None
    of_card: bool
    """Whether it answers a card: brought back, or left deleted."""


@dataclass
class TakenAway:
    """Every writing of these rows, each row in the order in which it was written."""

    wrote: dict[str, list[Wrote]] = field(default_factory=dict)

    def saved(
        self, one: Station, by: int, act: str, seen: frozenset[str], takes_back: str | None = None
    ) -> None:
        """A desk did this act, knowing those acts and its own earlier ones."""
        for row, col, new, intent in one.desk.read(lambda s: _written(s, act)):
            here = self.wrote.setdefault(row, [])
            own = {each.act for each in here if each.by == by}
            of_card = intent in (conflicts.RESTORE, conflicts.LEAVE)
            here.append(Wrote(act, by, col, json.loads(new), seen | own, takes_back, of_card))

    def beside(self, row: str) -> Counter[tuple[str, str]]:
        """The edits, as label and words, that stand beside the deletions of a row.

        Each holds in its own cell, nobody had seen it whose deletion holds, and its author did not know that
        the row was gone: a deletion that holds they had not seen, or the row stood for them all the same.
        """
        here = self.wrote.get(row, [])
        said = [one for one in here if one.col == DELETED]
        gone = [one for one in _hold(said) if one.value]
        edits = [one for col in LABELS for one in _hold(each for each in here if each.col == col)]
        return Counter(
            (LABELS[one.col], str(one.value or ""))
            for one in edits
            if gone
            and not any(one.act in each.seen or one.act == each.act for each in gone)
            and (
                any(each.act not in one.seen for each in gone)
                or _stood([each for each in said if each.act in one.seen])
            )
        )

    def back(self, row: str) -> Counter[tuple[str, str]]:
        """By what a row stands beside what took it away, by somebody who had not seen the other."""
        said = _hold(one for one in self.wrote.get(row, []) if one.col == DELETED)
        both = len({one.value for one in said}) > 1
        return Counter(("Doel", "teruggezet") for one in said if both and not one.value)

    def may_be_deleted(self, row: str) -> set[bool]:
        """What the versions of `deleted` say."""
        said = [one for one in self.wrote.get(row, []) if one.col == DELETED]
        return {bool(one.value) for one in _hold(said)} or {False}


def known(session: Session, row: str) -> frozenset[str]:
    """The acts that wrote in a row, of all that this desk has."""
    acts = select(ChangeSet.act).join(ChangeOp, ChangeOp.rev == ChangeSet.rev).where(ChangeOp.row == row)
    return frozenset(session.scalars(acts))


def cards_of(one: Station) -> dict[str, GoneRow]:
    """What that desk shows of each goal that has a card."""
    return {each.id: each for each in one.desk.read(lambda s: conflicts.gone_rows(s, [Goal.__tablename__]))}


def require_cards(
    desks: list[Station],
    oracle: TakenAway,
    rows: Iterable[str],
    what: str,
    shown: Sequence[Mapping[str, GoneRow]] | None = None,
) -> int:
    """All desks show the same card of each row, with exactly what must stand on it. Returns how many.

    `shown` is what they show, when it was asked already.
    """
    many, shows = 0, shown or [cards_of(one) for one in desks]
    for row in rows:
        deleted = {one.desk.read(lambda s, r=row: s.get_one(Goal, r).deleted) for one in desks}  # type: ignore[misc]
        assert len(deleted) == 1, what
        assert deleted <= oracle.may_be_deleted(row), what
        wanted = oracle.beside(row) + oracle.back(row)
        cards = [each.get(row) for each in shows]
        for each in cards:
            edits = () if each is None else each.edits
            assert Counter((edit.label, edit.words) for edit in edits) == wanted, what
        assert all(each == cards[0] for each in cards), what
        many += bool(wanted)
    return many


def _written(session: Session, act: str) -> list[tuple[str, str, str, str]]:
    ops = (
        select(ChangeOp.row, ChangeOp.col, ChangeOp.new, ChangeSet.intent)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeSet.act == act, ChangeOp.tbl == Goal.__tablename__)
        .where(ChangeOp.col.in_([DELETED, *LABELS]))
    )
    return [(row, col, new, intent) for row, col, new, intent in session.execute(ops)]


def _stood(said: list[Wrote]) -> bool:
    """Whether a row stood, or may have, for who knew this of its deletions."""
    stand = _hold(said)
    return not stand or not all(one.value for one in stand)


def _hold(written: Iterable[Wrote]) -> list[Wrote]:
    """What nobody who wrote later had seen, in one cell; choices that were undone were not made."""
    here = list(written)
    left = [one for one in here if one.act not in _taken_back(here)]
    return [one for one in left if not any(one.act in other.seen for other in left)]


def _taken_back(here: list[Wrote]) -> set[str]:
    """The choices that were undone, their undos, and what lies between."""
    by_act, gone = {one.act: one for one in here}, set[str]()
    for undo in here:
        choice = None if undo.takes_back is None else by_act.get(undo.takes_back)
        if choice is None:
            continue
        if choice.of_card or len(_hold(one for one in here if one.act in choice.seen)) > 1:
            gone |= {choice.act, undo.act}
            gone |= {one.act for one in here if choice.act in one.seen and one.act in undo.seen}
    return gone
