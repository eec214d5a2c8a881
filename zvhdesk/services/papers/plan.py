"""Het plan van aanpak on paper, from values only. The same values always give the same bytes.

Number and initials on page 1, names on a later one (CHAIRS.md, Papers).
"""

from collections.abc import Iterable
from typing import Final

from reportlab.platypus import Flowable, Spacer

from zvhdesk.services.papers import parts
from zvhdesk.services.papers.pages import Around, fits_beside_the_title, paper_pdf
from zvhdesk.services.papers.parts import Mark, lines, part, small
from zvhdesk.services.papers.plan_values import PaperAction, PaperSource, PlanPaper

TITLE: Final = "Plan van aanpak"


def plan_pdf(paper: PlanPaper) -> bytes:
    """The paper, A4. Its metadata holds no name and no number; it is never written to a file by us."""
    around = Around(
        title=TITLE,
        house=paper.house,
        about=_about(paper),
        short=paper.case,
        moment=f"{paper.mark} · {paper.moment}",
        secrecy=paper.secrecy,
        watermark=paper.watermark,
    )
    marks: list[Mark] = []
    return paper_pdf(around, _story(paper, marks), marks)


def _about(paper: PlanPaper) -> tuple[str, ...]:
    """Which copy, and whose."""
    if not paper.receiver:
        return (paper.mark,)
    whole = f"{paper.mark} voor {paper.receiver}"
    return (whole,) if fits_beside_the_title(whole) else (paper.mark, f"voor {paper.receiver}")


def _story(paper: PlanPaper, marks: list[Mark]) -> list[Flowable]:
    story: list[Flowable] = [parts.pairs(paper.facts)]
    if paper.own is not None:
        own = _actions(paper.own, "U hebt in dit plan geen acties.", own=True)
        story += part("Uw acties", marks, own)
    story += part("Casusvraag", marks, parts.question(paper.question or "Nog geen casusvraag."))
    story += part("Doelen", marks, _goals(paper))
    story += part("Beeld", marks, *_sources(paper.picture, "Nog geen feiten ingebracht."))
    story += part("Duiding", marks, *_judged(paper))
    crisis = lines(paper.crisis) if paper.crisis else small("Nog geen afspraken bij escalatie.")
    story += part("Afspraken bij escalatie", marks, crisis)
    others = _actions(paper.actions, "Geen andere acties." if paper.own else "Geen acties.")
    story += part("Acties" if paper.own is None else "Overige acties", marks, others)
    story += part("Besluiten", marks, *_sources(paper.decisions, "Nog geen besluiten."))
    if paper.over:
        rows = [[each.number, each.text, each.who, each.due] for each in paper.over]
        heads = ("Nr", "Actie", "Wie", "Wat eruit kwam")
        story += part("Acties die niet meer lopen", marks, parts.table(heads, (9, 66, 40, 55), rows))
    story += part("Omgang met dit plan", marks, parts.handling(paper.handling, tailored=paper.tailored))
    # Names stand inside: whoever sees the cover of a copy left lying about learns initials only.
    return [*story, parts.NotOnPageOne(), *_persons(paper, marks)]


def _actions(actions: Iterable[PaperAction], nothing: str, *, own: bool = False) -> Flowable:
    rows = [[each.number, each.text, each.who, each.due] for each in actions]
    if not rows:
        return small(nothing)
    return parts.table(
        ("Nr", "Actie", "Wie", "Termijn"), (9, 92, 39, 30), rows, range(1, len(rows) + 1) if own else ()
    )


def _goals(paper: PlanPaper) -> Flowable:
    rows = [[each.number, each.text, each.measure, each.due] for each in paper.goals]
    if not rows:
        return small("Nog geen doelen.")
    return parts.table(("Nr", "Doel", "Hoe meten we dit", "Termijn"), (9, 82, 49, 30), rows)


def _sources(sources: tuple[PaperSource, ...], nothing: str) -> list[Flowable]:
    return [parts.sourced(each.text, each.source) for each in sources] or [small(nothing)]


def _judged(paper: PlanPaper) -> list[Flowable]:
    said: list[Flowable] = [parts.remark(each.text, dissent=each.dissent) for each in paper.remarks]
    said += [parts.sourced(each.text, each.source) for each in paper.opinions]
    return said or [small("Nog geen duiding vastgelegd.")]


def _persons(paper: PlanPaper, marks: list[Mark]) -> list[Flowable]:
    rows = [[each.initials, each.name, each.role, each.born or "onbekend"] for each in paper.persons]
    table = parts.table(("In dit plan", "Naam", "Rol en relatie", "Geboren in"), (28, 62, 55, 25), rows)
    return part("Personen", marks, table if rows else small(parts.NOBODY), Spacer(0, 1))
