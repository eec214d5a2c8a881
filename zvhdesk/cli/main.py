"""From the arguments to the exit status."""

import argparse
import sys
from collections.abc import Callable, Sequence

from zvhdesk.cli import figures, new, restore, take_over
from zvhdesk.cli.arguments import parse
from zvhdesk.cli.outcome import Exit, Stop, say
from zvhdesk.domain.refusals import Refused
from zvhdesk.domain.store_refusals import AlreadyOpen, StoreRefused
from zvhdesk.ui.explain import explain
from zvhdesk.ui.explain_store import explain as explain_store

_COMMANDS: dict[str, Callable[[argparse.Namespace], Exit]] = {
    "new": new.run,
    "import": take_over.run,
    "figures": figures.run,
    "restore": restore.run,
}


def main(argv: Sequence[str]) -> int:
    """Run one command: 0 all done, 2 some rows refused, 1 nothing done, 3 the house is open elsewhere."""
    try:
        arguments = parse(argv)
        return int(_COMMANDS[arguments.command](arguments))
    except Stop as stop:
        say(stop.sentence)
        return int(stop.status)
    except Refused as refused:
        say(explain(refused.reason).sentence)
        return int(Exit.NOTHING_DONE)
    except StoreRefused as refused:
        say(explain_store(refused.reason))
        return int(Exit.OPEN_ELSEWHERE if isinstance(refused.reason, AlreadyOpen) else Exit.NOTHING_DONE)
    except KeyboardInterrupt:
        say("Afgebroken; er is niets opgeslagen.")
        return int(Exit.NOTHING_DONE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
