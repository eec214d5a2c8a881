"""Statements that stand ready, asked past the mapping: what comes back are rows and no objects.

To put a statement together takes as long as to ask it, and to make objects of rows longer than either. What
is asked at every pass and every act stands ready, as a constant whose values are bindparams, and is asked so.
"""

from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import CursorResult, Select
from sqlalchemy.orm import Session

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def asked(session: Session, statement: Select[*Ts], **given: Any) -> CursorResult[*Ts]:
    """The rows of columns; what the session has not written yet is written first. Not within a flush."""
    session.flush()
    return session.connection().execute(statement, given)


def value(session: Session, statement: Select[T], **given: Any) -> T | None:
    """The first column of the first row; None when there is none."""
    session.flush()
    return session.connection().scalar(statement, given)
