"""What the console shows of a point that another desk took off the agenda."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TakenOff:
    """A point that another desk took off the agenda of a meeting that runs, by whom and when (UTC ms).

    `words` is how it is called, `after` the one after which it stood, empty for the first. `whole`: it is the
    meeting itself, cancelled by somebody who had not seen that it began, so that it goes on.
    """

    id: str
    words: str
    after: str
    by: str
    wall_ms: int
    whole: bool = False
