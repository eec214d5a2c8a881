"""P2 of SYNC.md C: every accepted save is a winner, a visible conflict, or replaced by someone who saw it.

What was saved is kept beside the desks, with the acts that its author had then: sets, no numbers and no
clocks. In the end each save is looked for: on its page, on a card, or in an act by somebody who had seen it
and that was not taken back since.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station
from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import conflicts
from zvhdesk.services.conflicts import Conflict, GoneRow

MARK = "zin"
"""How every word begins that these acts write: what is looked for."""
DELETED = "deleted"
SURNAME = "Achternaam"
"""The field of which a card about somebody who was removed says an initial (CHAIRS.md, 6)."""
Row = tuple[str, str]
"""Table and row id."""
BEGUN = (json.dumps(MeetingState.LIVE.value), json.dumps(MeetingState.CLOSED.value))


@dataclass(frozen=True)
class Save:
    """One cell that an act wrote: words, whether the row is deleted, or that a meeting began."""

    act: "Act"
    row: Row
    col: str
    said: str | bool


@dataclass(frozen=True, eq=False)
class Act:
    """What a desk saved in one act, and the acts it had then."""

    id: str
    intent: str
    by: int
    at: int
    seen: frozenset[str]
    takes_back: str | None = None
    wall_ms: int = 0

    def saw(self, other: "Act") -> bool:
        return other.id in self.seen or (other.by == self.by and other.at < self.at)


@dataclass
class Accepted:
    """All that was accepted."""

    saves: list[Save] = field(default_factory=list)
    acts: dict[str, Act] = field(default_factory=dict)

    def saved(
        self, one: Station, by: int, act: str, seen: frozenset[str], takes_back: str | None = None
    ) -> None:
        """A desk did this act, knowing those and its own earlier ones."""
        ops = one.desk.read(lambda s: _written(s, act))
        wall_ms = one.desk.read(lambda s: s.scalar(select(ChangeSet.wall_ms).where(ChangeSet.act == act)))
        made = Act(act, ops[0][0] if ops else "", by, len(self.acts), seen, takes_back, wall_ms or 0)
        self.acts[act] = made
        for _, tbl, row, col, new in ops:
            said = json.loads(new)
            if col == DELETED or (isinstance(said, str) and said.startswith(MARK)):
                self.saves.append(Save(made, (tbl, row), col, said))
            elif (tbl, col) == ("meeting", "state") and new in BEGUN:
                self.saves.append(Save(made, (tbl, row), col, True))

    def counts(self, act: Act) -> bool:
        """Whether nobody took it back."""
        return not any(one.takes_back == act.id for one in self.acts.values())

    def holds(self, deletion: Save) -> bool:
        """Whether it was not taken back, and nobody who saw it brought the row back."""
        return self.counts(deletion.act) and not any(
            one.row == deletion.row and one.col == DELETED and one.said != deletion.said
            and one.act.saw(deletion.act) and self.counts(one.act)
            for one in self.saves
        )  # fmt: skip

    def replaced(self, save: Save, above: Iterable[Row]) -> bool:
        """Whether somebody who had seen it wrote there, or took it away, or its author took it back."""
        if not self.counts(save.act):
            return True
        rows = {save.row, *above}
        for one in self.saves:
            if one is save or not (one.act.saw(save.act) or one.act is save.act):
                continue
            if (one.row, one.col) == (save.row, save.col) and one.act is not save.act:
                # An undo brings back what stood before: that replaces no words of another.
                if (one.act.takes_back is None or one.act.by == save.act.by) and self.counts(one.act):
                    return True
                if one.col == DELETED and self.counts(one.act):
                    return True
            if one.col == DELETED and one.said and one.row in rows and self.holds(one):
                return True
        return False


def known(session: Session, since: int = 0) -> frozenset[str]:
    """The acts that a desk has."""
    return frozenset(session.scalars(select(ChangeSet.act).where(ChangeSet.rev > since)))


def was_there(session: Session, row: str, rev: int) -> bool:
    """Whether that desk had this row then."""
    first = select(ChangeOp.rev).where(ChangeOp.row == row).order_by(ChangeOp.rev).limit(1)
    return (session.scalar(first) or rev + 1) <= rev


def _written(session: Session, act: str) -> list[tuple[str, str, str, str, str]]:
    ops = (
        select(ChangeSet.intent, ChangeOp.tbl, ChangeOp.row, ChangeOp.col, ChangeOp.new)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeSet.act == act)
    )
    return [(intent, tbl, row, col, new) for intent, tbl, row, col, new in session.execute(ops)]


def above(session: Session, row: Row) -> list[list[Row]]:
    """By which roads one comes to a row: each is the rows that must stand for it to be on a page."""
    found = session.get_one(BY_NAME[row[0]], row[1])
    if isinstance(found, Case | Meeting):
        return [[]]
    if isinstance(found, Person):
        of = session.scalars(select(Subject).where(Subject.person_id == found.id)).all()
        return [[("subject", one.id), *road] for one in of for road in above(session, ("subject", one.id))]
    roads: list[Row] = []
    if (case := getattr(found, "case_id", None)) is not None:
        roads.append(("case_", case))
    if (item := getattr(found, "item_id", None)) is not None:
        roads += [("agenda_item", item), ("meeting", session.get_one(AgendaItem, item).meeting_id)]
    if (meeting := getattr(found, "meeting_id", None)) is not None:
        roads.append(("meeting", meeting))
    return [roads]


def stands(session: Session, row: Row) -> bool:
    """Whether a page shows it."""
    if session.get_one(BY_NAME[row[0]], row[1]).deleted:
        return False
    return any(
        all(not session.get_one(BY_NAME[tbl], of).deleted for tbl, of in road) for road in above(session, row)
    )


def cards(one: Station, cases: list[str], meetings: list[str]) -> list[Conflict | GoneRow]:
    """Every card that is on a page of that desk, and in the list of what asks for a choice."""
    today = one.desk.today()

    def read(session: Session) -> list[Conflict | GoneRow]:
        pages = [conflicts.of_the_gone(session, today)]
        pages += [conflicts.of_case(session, case) for case in cases if stands(session, ("case_", case))]
        pages += [conflicts.of_meeting(session, of) for of in meetings if stands(session, ("meeting", of))]
        found: list[Conflict | GoneRow] = []
        for page in pages:
            found += [*page.conflicts, *page.gone]
        people = [asked.cell for asked in conflicts.all_open(session, today) if asked.cell[0] == "person"]
        return [*found, *conflicts.of_cells(session, people).values()]

    return one.desk.read(read)


def lost(one: Station, accepted: Accepted, shown: list[Conflict | GoneRow]) -> list[Save]:
    """What stands nowhere on that desk, and was replaced by nobody who had seen it."""
    words, surnames, asked = set[str](), set[tuple[str, int]](), set[Row]()
    for card in shown:
        if isinstance(card, GoneRow):
            asked.add((card.tbl, card.id))
            words |= {edit.words for edit in card.edits}
            surnames |= {(edit.words, edit.wall_ms) for edit in card.edits if edit.label == SURNAME}
        else:
            words |= {each.words for each in card.versions}

    def missing(session: Session) -> list[Save]:
        found: list[Save] = []
        for save in accepted.saves:
            roads = above(session, save.row)
            over = {row for road in roads for row in road}
            if _is_winner(session, save) or save.said in words:
                continue
            if (*save.row[:1], save.col) == ("person", "surname"):
                initial = f"{str(save.said)[0]}."
                if (initial, save.act.wall_ms) in surnames:
                    continue
            if not isinstance(save.said, str) and asked & {save.row, *over}:
                continue
            if save.row[0] == "person" and any(
                each.act is save.act and each.said in words for each in accepted.saves
            ):
                continue  # the card names who was added by what they are in the case
            if not accepted.replaced(save, over):
                found.append(save)
        return found

    return one.desk.read(missing)


def _is_winner(session: Session, save: Save) -> bool:
    if save.col == DELETED:
        return stands(session, save.row) != save.said
    if not stands(session, save.row):
        return False
    value = getattr(session.get_one(BY_NAME[save.row[0]], save.row[1]), save.col)
    return value in MeetingState if save.said is True else value == save.said
