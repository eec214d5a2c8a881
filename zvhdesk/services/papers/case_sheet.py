"""Het casusblad: one case on paper, from values only. Number and initials on page 1, names on a later one."""

from typing import Final

from reportlab.platypus import Flowable, Paragraph, Spacer

from zvhdesk.services.papers import parts, style
from zvhdesk.services.papers.pages import Around, paper_pdf
from zvhdesk.services.papers.parts import Mark, part, small
from zvhdesk.services.papers.sheet_values import CaseSheet, SheetAction, SheetSource

TITLE: Final = "Casusblad"


def case_sheet_pdf(sheet: CaseSheet) -> bytes:
    """The paper, A4. Its metadata holds no name and no number; it is never written to a file by us."""
    about = f"{sheet.number} · {sheet.initials}"
    around = Around(
        title=TITLE,
        house=sheet.house,
        about=(f"Casus {about}",),
        short=about,
        moment=sheet.printed,
        secrecy=sheet.secrecy,
    )
    marks: list[Mark] = []
    return paper_pdf(around, _story(sheet, marks), marks)


def _story(sheet: CaseSheet, marks: list[Mark]) -> list[Flowable]:
    story: list[Flowable] = [parts.pairs(sheet.facts)]
    story += part("Casusvraag", marks, parts.question(sheet.question or "Nog geen casusvraag."))
    story += part("Doelen", marks, _goals(sheet))
    story += part("Acties", marks, _actions(sheet))
    story += part("Klokken", marks, parts.pairs(sheet.clocks, 46))
    story += part("Omgang met dit blad", marks, parts.handling(sheet.handling, tailored=sheet.tailored))
    # Names stand inside: whoever sees the cover of a copy left lying about learns initials only.
    story += [parts.NotOnPageOne(), *part("Personen", marks, _persons(sheet))]
    story += part("Aanmelding", marks, parts.pairs(sheet.referral))
    if sheet.reason:
        story += [Spacer(0, 3), Paragraph(style.markup(sheet.reason), style.body())]
    story += part("Beoordeling door lid 1", marks, _judged(sheet), Spacer(0, 3), small(sheet.judged_by))
    picture = _sources(sheet.picture, "Nog geen feiten ingebracht.")
    story += part("Beeld: feiten", marks, *picture)
    opinions = _sources(sheet.opinions, "Geen oordelen ingebracht.")
    story += part("Oordelen van partners", marks, *opinions)
    story += part("Kenmerken", marks, parts.pairs(sheet.features, 52))
    return story


def _goals(sheet: CaseSheet) -> Flowable:
    if not sheet.goals:
        return small("Nog geen doelen.")
    rows = [[str(at), goal.text, goal.measure, goal.due] for at, goal in enumerate(sheet.goals, start=1)]
    return parts.table(("Nr", "Doel", "Hoe meten we dit", "Termijn"), (9, 84, 47, 30), rows)


def _actions(sheet: CaseSheet) -> Flowable:
    if not sheet.actions:
        return small("Nog geen acties.")
    rows = [
        [str(action.number), action.text, action.who, action.due, _status(action)] for action in sheet.actions
    ]
    late = [at for at, action in enumerate(sheet.actions, start=1) if action.late]
    return parts.table(("Nr", "Actie", "Wie", "Termijn", "Status"), (9, 60, 40, 25, 36), rows, late)


def _status(action: SheetAction) -> str:
    # A shape and words: colour does not survive a copier.
    return f"▲ {action.late}" if action.late else action.status


def _persons(sheet: CaseSheet) -> Flowable:
    rows = [[person.name, person.role, person.born] for person in sheet.persons]
    table = parts.table(("Naam", "Rol en relatie", "Geboren"), (70, 62, 38), rows)
    return table if rows else small(parts.NOBODY)


def _judged(sheet: CaseSheet) -> Flowable:
    rows = [[row.letter, row.words, row.answer, row.ground] for row in sheet.judged]
    return parts.table(("", "Criterium", "Voldoet", "Grond"), (7, 66, 18, 79), rows)


def _sources(sources: tuple[SheetSource, ...], nothing: str) -> list[Flowable]:
    return [parts.sourced(each.text, each.source) for each in sources] or [small(nothing)]
