"""Who did something, in a word a colleague knows."""

from sqlalchemy.orm import Session

from zvhdesk.models.house import Member


def person_label(session: Session, user: str) -> str:
    """The name of a member of the house; `iemand van dit huis` when this desk does not know them."""
    member = session.get(Member, user)
    return member.name if member is not None else "iemand van dit huis"
