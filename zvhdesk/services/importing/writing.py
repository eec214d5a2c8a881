"""Putting the checked cases into the house: one act and transaction, a change set per stream (DATA.md 11)."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import MeetingLive, Refused
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, bulk
from zvhdesk.models.house import ImportMapping, Municipality, Partner
from zvhdesk.models.search import fed_at_once
from zvhdesk.services.importing.checking import CHUNK, CancelToken, Progress, no_progress
from zvhdesk.services.importing.drafts import Report
from zvhdesk.services.importing.house_view import number_key, read_house
from zvhdesk.services.importing.mapping import Mapping, from_json, signature, to_json
from zvhdesk.services.importing.planning import ImportPlan, Row, Rows
from zvhdesk.services.importing.source import Source, bad_file
from zvhdesk.services.meetings.overview import any_live


def write(
    session: CaptureSession,
    plan: ImportPlan,
    remember: Row | None = None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> Report:
    """Write the plan within the caller's transaction. `remember` is a new row that keeps the mapping.

    Raises Cancelled, and Refused while a meeting is live or when a case number came into use since the
    check: then nothing is kept.
    """
    if any_live(session):
        raise Refused(MeetingLive())
    _still_free(session, plan)
    common: Rows = {}
    if plan.partners:
        common[Partner] = plan.partners
    if plan.gemeenten:
        common[Municipality] = plan.gemeenten
    if remember is not None:
        common[ImportMapping] = [remember]
    if common:
        bulk(session, common)
    total = len(plan.cases)
    progress(0, total)
    with fed_at_once(session.connection()):
        for done, rows in _chunks(plan.cases):
            if cancel is not None:
                cancel.check()
            bulk(session, rows)
            progress(done, total)
    if cancel is not None:
        cancel.check()
    return plan.report


def saved_mapping(session: Session, source: Source) -> Mapping | None:
    """The mapping kept for files with these headings, None when there is none."""
    found = session.scalars(
        select(ImportMapping.mapping)
        .where(ImportMapping.headings == signature(source.headings), ~ImportMapping.deleted)
        .order_by(ImportMapping.id.desc())
    ).first()
    return None if found is None else from_json(found, source.headings)


def mapping_row(session: Session, source: Source, mapping: Mapping, common_stream: str) -> Row | None:
    """The row that keeps this mapping for next time; None when the newest one kept is the same."""
    text = to_json(mapping, source.headings)
    if (kept := saved_mapping(session, source)) is not None and to_json(kept, source.headings) == text:
        return None
    return {
        "id": new_id(),
        "stream_id": common_stream,
        "name": source.sheet or source.kind,
        "headings": signature(source.headings),
        "mapping": text,
    }


def _still_free(session: Session, plan: ImportPlan) -> None:
    """The check ran beside the database; a case made in the meantime may have taken a number."""
    from_now = read_house(session).numbers
    for rows in plan.cases:
        for cases in rows.values():
            if any(number_key(case["number"]) in from_now for case in cases if "number" in case):
                raise bad_file("Tijdens de controle kwam een casusnummer in gebruik. Controleer opnieuw.")


def _chunks(cases: list[Rows]) -> Iterator[tuple[int, Rows]]:
    for start in range(0, len(cases), CHUNK):
        together: Rows = {}
        for rows in cases[start : start + CHUNK]:
            for cls, dicts in rows.items():
                together.setdefault(cls, []).extend(dicts)
        yield min(start + CHUNK, len(cases)), together
