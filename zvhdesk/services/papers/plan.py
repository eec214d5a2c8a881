"""Het plan van aanpak on paper, from values only. The same values always give the same bytes.

Number and initials on page 1, names on a later one (CHAIRS.md, Papers). The watermark is drawn last, so
that no table hides it, and light, so that it hides no text.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Spacer,
)

from zvhdesk.services.papers import plan_parts as parts
from zvhdesk.services.papers import style
from zvhdesk.services.papers.numbered import NumberedCanvas
from zvhdesk.services.papers.plan_parts import Mark, head, lines, small
from zvhdesk.services.papers.plan_values import PaperAction, PaperSource, PlanPaper

TITLE: Final = "Plan van aanpak"
_WIDTH: Final = style.PAGE_WIDTH - 2 * style.MARGIN
_RIGHT: Final = style.PAGE_WIDTH - style.MARGIN
_TOP_FIRST: Final = 36 * mm
_TOP: Final = 26 * mm
_BOTTOM: Final = 27 * mm
_ACROSS: Final = 430.0
"""How long the watermark is at most, in points: it runs aslant over the page."""


def plan_pdf(paper: PlanPaper) -> bytes:
    """The paper, A4. Its metadata holds no name and no number; it is never written to a file by us."""
    style.register_fonts()
    out = BytesIO()
    marks: list[Mark] = []
    document = BaseDocTemplate(
        out,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        title=TITLE,
        author="ZVH Desk",
        creator="ZVH Desk",
        subject="",
        lang="nl-NL",
        # Else every page asks for Helvetica, which is then not embedded.
        initialFontName=style.REGULAR,
        invariant=1,
    )
    document.addPageTemplates([_template("first", _TOP_FIRST), _template("later", _TOP)])

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        _bookmark(canvas, [mark for mark in marks if mark.page == page])
        if page == 1:
            _first_head(canvas, paper)
        else:
            _later_head(canvas, paper)
        _foot(canvas, paper, page, pages)
        _watermark(canvas, paper.watermark)

    document.build(
        _story(paper, marks),
        canvasmaker=lambda *given, **settings: NumberedCanvas(*given, draw=draw, **settings),
    )
    return out.getvalue()


def _template(name: str, top: float) -> PageTemplate:
    height = style.PAGE_HEIGHT - top - _BOTTOM
    frame = Frame(style.MARGIN, _BOTTOM, _WIDTH, height, 0, 0, 0, 0)
    return PageTemplate(name, [frame], autoNextPageTemplate="later")


def _story(paper: PlanPaper, marks: list[Mark]) -> list[Flowable]:
    story: list[Flowable] = [parts.pairs(paper.facts)]
    if paper.own is not None:
        story += [*head("Uw acties", marks), _actions(paper.own, "U hebt in dit plan geen acties.", own=True)]
    story += [*head("Casusvraag", marks), parts.question(paper.question or "Nog geen casusvraag.")]
    story += [*head("Doelen", marks), _goals(paper)]
    story += [*head("Beeld", marks), *_sources(paper.picture, "Nog geen feiten ingebracht.")]
    story += [*head("Duiding", marks), *_judged(paper)]
    story += [
        *head("Afspraken bij escalatie", marks),
        lines(paper.crisis) if paper.crisis else small("Nog geen afspraken bij escalatie."),
    ]
    others = "Acties" if paper.own is None else "Overige acties"
    story += [
        *head(others, marks),
        _actions(paper.actions, "Geen andere acties." if paper.own else "Geen acties."),
    ]
    story += [*head("Besluiten", marks), *_sources(paper.decisions, "Nog geen besluiten.")]
    if paper.over:
        rows = [[each.number, each.text, each.who, each.due] for each in paper.over]
        story += [
            *head("Acties die niet meer lopen", marks),
            parts.table(("Nr", "Actie", "Wie", "Wat eruit kwam"), (9, 66, 40, 55), rows),
        ]
    story += [*head("Omgang met dit plan", marks), small(_handling(paper))]
    # Names stand inside: whoever sees the cover of a copy left lying about learns initials only.
    return [*story, parts.NotOnPageOne(), *_persons(paper, marks)]


def _handling(paper: PlanPaper) -> str:
    return f"Dit exemplaar is op uw taak afgestemd. {paper.handling}" if paper.tailored else paper.handling


def _actions(actions: Iterable[PaperAction], nothing: str, *, own: bool = False) -> Flowable:
    rows = [[each.number, each.text, each.who, each.due] for each in actions]
    if not rows:
        return small(nothing)
    return parts.table(("Nr", "Actie", "Wie", "Termijn"), (9, 92, 39, 30), rows, stands_out=own)


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
    nothing = small("Er zijn nog geen personen vastgelegd.")
    return [*head("Personen", marks), table if rows else nothing, Spacer(0, 1)]


def _text(
    canvas: Canvas, x: float, y: float, words: str, font: tuple[str, float], *, right: bool = False
) -> None:
    canvas.setFont(*font)
    (canvas.drawRightString if right else canvas.drawString)(x, y, style.plain(words))


def _fitting(words: str, font: tuple[str, float], room: float) -> str:
    """The words, cut off with an ellipsis where they do not fit."""
    said = style.plain(words)
    if stringWidth(said, *font) <= room:
        return said
    while said and stringWidth(f"{said}…", *font) > room:
        said = said[:-1]
    return f"{said.rstrip()}…"


def _bookmark(canvas: Canvas, marks: list[Mark]) -> None:
    """Only now, with its page at hand, can a heading be pointed at."""
    for at, mark in enumerate(marks, start=1):
        key = f"deel-{mark.page}-{at}"
        canvas.bookmarkHorizontalAbsolute(key, mark.top + 4)
        canvas.addOutlineEntry(mark.text, key, 0)


def _first_head(canvas: Canvas, paper: PlanPaper) -> None:
    left, top = style.MARGIN, style.PAGE_HEIGHT - 17 * mm
    canvas.setFillColor(style.GREY)
    _text(canvas, left, top, _fitting(paper.house, (style.REGULAR, 10), 95 * mm), (style.REGULAR, 10))
    canvas.setFillColor(style.INK)
    _text(canvas, left, top - 9.5 * mm, TITLE, (style.BOLD, 22))
    said = [f"{paper.mark} voor {paper.receiver}"] if paper.receiver else [paper.mark]
    plain, room = (style.REGULAR, 10), 100 * mm
    if stringWidth(style.plain(said[0]), *plain) > room:
        said = [f"voor {paper.receiver}", paper.mark]
    for at, line in enumerate(said):
        _text(canvas, _RIGHT, top - 9.5 * mm + at * 5 * mm, _fitting(line, plain, room), plain, right=True)
    bold = (style.BOLD, 10)
    _text(canvas, _RIGHT, top - 9.5 * mm + len(said) * 5 * mm, "Vertrouwelijk", bold, right=True)
    canvas.setLineWidth(1.5)
    canvas.setStrokeColor(style.INK)
    canvas.line(left, top - 13.5 * mm, _RIGHT, top - 13.5 * mm)


def _later_head(canvas: Canvas, paper: PlanPaper) -> None:
    top = style.PAGE_HEIGHT - 17 * mm
    canvas.setFillColor(style.GREY)
    plain = (style.REGULAR, 9.0)
    words = f"{TITLE} {paper.case} · {paper.house}"
    _text(canvas, style.MARGIN, top, _fitting(words, plain, _WIDTH - 30 * mm), plain)
    canvas.setFillColor(style.INK)
    _text(canvas, _RIGHT, top, "Vertrouwelijk", (style.BOLD, 9), right=True)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(style.LINE)
    canvas.line(style.MARGIN, top - 3 * mm, _RIGHT, top - 3 * mm)


def _foot(canvas: Canvas, paper: PlanPaper, page: int, pages: int) -> None:
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(style.LINE)
    canvas.line(style.MARGIN, 20 * mm, _RIGHT, 20 * mm)
    canvas.setFillColor(style.GREY)
    plain = (style.REGULAR, 8.0)
    _text(canvas, style.MARGIN, 15.5 * mm, f"{paper.mark} · {paper.moment}", plain)
    _text(canvas, _RIGHT, 15.5 * mm, f"{page} van {pages}", plain, right=True)
    _text(canvas, style.MARGIN, 11.5 * mm, paper.secrecy, plain)


def _watermark(canvas: Canvas, words: str) -> None:
    said = style.plain(words)
    size = min(58.0, _ACROSS / stringWidth(said, style.BOLD, 1))
    canvas.saveState()
    canvas.setFillColor(style.INK, alpha=0.05)
    canvas.translate(style.PAGE_WIDTH / 2, style.PAGE_HEIGHT / 2)
    canvas.rotate(45)
    canvas.setFont(style.BOLD, size)
    canvas.drawCentredString(0, -size / 3, said)
    canvas.restoreState()
