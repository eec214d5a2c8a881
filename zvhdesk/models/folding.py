"""Text without case and marks, as a function of the database: `zvh_fold('Één') = 'een'`."""

from typing import Any

from zvhdesk.domain.reading.folding import folded

FUNCTION = "zvh_fold"


def attach(connection: Any) -> None:
    """Give the driver's connection the function. NULL stays NULL."""
    connection.create_function(
        FUNCTION, 1, lambda text: None if text is None else folded(text), deterministic=True
    )


def plain(expression: str) -> str:
    """SQL for an expression to compare by LIKE with folded words.

    LIKE itself takes no notice of case in plain letters, so only the few texts with others are folded.
    """
    return (
        f"CASE WHEN octet_length({expression}) = length({expression}) THEN {expression} "
        f"ELSE {FUNCTION}({expression}) END"
    )
