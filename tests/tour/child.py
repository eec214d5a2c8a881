"""The program, for a tour that opens one house again and again: a passphrase is stretched in earnest once."""

import functools
import sys

from tests import statements
from zvhdesk.__main__ import main
from zvhdesk.services.unlock import kek

if __name__ == "__main__":
    kek.stretched = functools.cache(kek.stretched)
    statements.share()
    sys.exit(main())
