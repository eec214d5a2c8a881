"""What the page of the server says beside its headline: a restore that goes on, and clocks that are wrong."""

from datetime import datetime, timedelta

from zvhdesk.domain.standing import AheadClock, Standing
from zvhdesk.services.words import many
from zvhdesk.ui.agreeing.words import moment

_OVER_FOR = timedelta(days=1)
"""So long it is said that a restore is over."""
_GOES_ON = (
    "De server wordt hersteld, sinds {}. Zolang neemt hij niets nieuws aan; wat hier wacht, gaat er daarna "
    "vanzelf heen. {}Wat andere computers nog hebben, brengen zij zelf zodra zij verbinding maken: zet dus "
    "ook computers die weinig worden gebruikt een keer aan. De beheerder van de server rondt het herstel af."
)
_GAVE = "Deze computer heeft teruggegeven wat hij had. "
_OVER = "De server is hersteld, en neemt sinds {} weer alles aan."
_OWN_CLOCK = (
    "De klok van deze computer loopt {} {} op die van de server. U kunt gewoon doorwerken en er gaat niets "
    "verloren, maar wat u vastlegt krijgt een verkeerde tijd. Laat deze computer de tijd vanzelf "
    "gelijkzetten. Staat de tijd hier wel goed? Zeg het dan de beheerder van de server."
)
_THEIR_CLOCK = "De klok van {} loopt {} voor. Zeg het uw collega; er gaat niets verloren."


def of_restore(standing: Standing, now: datetime) -> str:
    """Whether the server is being restored, or was until a short while ago; else empty."""
    restore = standing.restore
    if restore is None:
        return ""
    if restore.until is not None:
        # A clock that was set back makes it no news again.
        lately = timedelta(0) <= now - restore.until < _OVER_FOR
        return _OVER.format(moment(restore.until, now)) if lately else ""
    gave = standing.trouble is None and standing.offline_since is None
    return _GOES_ON.format(moment(restore.since, now), _GAVE if gave else "")


def of_clocks(standing: Standing) -> list[str]:
    """A sentence for this computer, and one for each other whose clock runs ahead."""
    off = standing.clock_off
    own = [] if off is None else [_OWN_CLOCK.format(lasts(off), "achter" if off < timedelta(0) else "voor")]
    return own + [_of(one) for one in standing.ahead]


def lasts(off: timedelta) -> str:
    """How much a clock is off, either way, as people say it: of days without the minutes."""
    days, rest = divmod(round(abs(off) / timedelta(minutes=1)), 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        minutes = 0
    parts = ((days, "dag", "dagen"), (hours, "uur", "uur"), (minutes, "minuut", "minuten"))
    return " en ".join(many(count, one, more) for count, one, more in parts if count)


def _of(one: AheadClock) -> str:
    return _THEIR_CLOCK.format(one.device, lasts(one.by))
