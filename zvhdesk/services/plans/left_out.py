"""What was typed for a plan and stands in no version that anyone reads.

Who types in a concept that another desk has adopted meanwhile loses nothing: it is told with the plan, and
the next version takes it along.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from zvhdesk.models.capture import undone, versions
from zvhdesk.models.capture.undone import Written
from zvhdesk.models.codec import decode, encode
from zvhdesk.models.plans import Plan
from zvhdesk.models.tables import column_of
from zvhdesk.services.conflicts import reading, wording
from zvhdesk.services.plans.rows import LeftOut
from zvhdesk.services.who import person_label

_TABLE = Plan.__tablename__
_TYPED = ("crisis", "evaluation_on")
_NOTHING = encode(None)


def left_out(session: Session, plans: Sequence[Plan]) -> tuple[LeftOut, ...]:
    """What is in none of these versions of one case, the newest version first. Usually nothing."""
    if not plans:
        return ()
    newest, adopted = plans[0], next((plan for plan in plans if plan.adopted), None)
    others = plans if newest.adopted else plans[1:]
    found = (one for plan in others for one in _of(session, plan, adopted))
    if newest.adopted:
        return tuple(found)
    # Each version has an evaluation of its own; the agreements for a crisis go on from one to the next.
    stands = newest.crisis or ""
    return tuple(one for one in found if one.column == "crisis" and one.words not in stands)


def carried(session: Session, plans: Sequence[Plan]) -> str | None:
    """The agreements for a crisis that the next version begins with: those adopted, and what was left out."""
    adopted = next((plan for plan in plans if plan.adopted), None)
    if adopted is None:
        return plans[0].crisis if plans else None
    new = [one.words for one in left_out(session, plans) if one.column == "crisis"]
    known = _known(session, adopted) if new else adopted.crisis
    return "\n".join([*filter(None, [known]), *new]) or None


def _of(session: Session, plan: Plan, adopted: Plan | None) -> Iterable[LeftOut]:
    """What stands in the fields of a version, and whoever adopted `adopted` had not seen."""
    if adopted is not None and plan.version > adopted.version:
        adopted = None
    act = None if adopted is None else _adoption(session, adopted)
    log = undone.log_of_row(session, (_TABLE, plan.id))
    for col in _TYPED:
        written = log.get(col, [])
        known = {one.version.new for one in written if act is not None and _knew(act, one)}
        for edit in undone.heads(written):
            if edit.version.new != _NOTHING and edit.version.new not in known:
                yield _told(session, plan, col, edit)


def _told(session: Session, plan: Plan, col: str, edit: Written) -> LeftOut:
    by = reading.headers(session, [edit.version.rev])[edit.version.rev]
    value = decode(edit.version.new, column_of(_TABLE, col))
    words = wording.words(session, _TABLE, col, value)
    return LeftOut(
        version=plan.version,
        adopted=plan.adopted,
        column=col,
        label=wording.label(_TABLE, col),
        words=words,
        who=person_label(session, by.user),
        wall_ms=by.wall_ms,
    )


def _adoption(session: Session, plan: Plan) -> Written | None:
    """The adoption that holds; None when the log does not know of it."""
    stand = undone.heads(undone.log_of_row(session, (_TABLE, plan.id), "content").get("content", []))
    shown = versions.shown([one.version for one in stand]) if stand else None
    return next((one for one in stand if one.version == shown), None)


def _known(session: Session, adopted: Plan) -> str | None:
    """What whoever adopted it had seen of the agreements for a crisis."""
    act = _adoption(session, adopted)
    log = undone.log_of_row(session, (_TABLE, adopted.id), "crisis").get("crisis", [])
    seen = [one for one in log if act is not None and _knew(act, one)]
    if not seen:
        return None
    last = max(seen, key=lambda one: one.place)
    value = decode(last.version.new, column_of(_TABLE, "crisis"))
    return None if value is None else str(value)


def _knew(act: Written, edit: Written) -> bool:
    return edit.place <= act.place and act.saw(edit)
