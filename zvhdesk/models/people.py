"""A person, in a stream of their own."""

from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from zvhdesk.domain.terms import StreamKind
from zvhdesk.models.base import Replicated


class Person(Replicated, kw_only=True):
    """A human: name, birth date, BSN, address. What is said of them in a case stands in the case's stream.

    `birth_date` is ISO text, in full (1990-04-12) or partial (1990-04, 1990). There is no nationality
    (BGS 1.9). No column is unique: a second person with the same BSN is a visible `possible_duplicate`.
    """

    __tablename__ = "person"
    stream_kind: ClassVar[StreamKind] = StreamKind.PERSON
    initials: Mapped[str | None] = mapped_column(default=None)
    prefix: Mapped[str | None] = mapped_column(default=None)
    surname: Mapped[str | None] = mapped_column(default=None)
    birth_date: Mapped[str | None] = mapped_column(default=None)
    bsn: Mapped[str | None] = mapped_column(default=None, index=True)
    address: Mapped[str | None] = mapped_column(default=None)
    possible_duplicate: Mapped[bool] = mapped_column(default=False)
