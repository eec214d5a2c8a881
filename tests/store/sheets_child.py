"""A process that takes new recovery sheets into use and puts the old ones back, until it is killed.

Arguments: the folder of the house, and the files with its vault before and after.
"""

import sys
from datetime import date
from pathlib import Path

from zvhdesk.services.unlock import vault, vault_file
from zvhdesk.services.unlock.sheets import SheetText
from zvhdesk.services.unlock.vault import Renewal

_UNSEEN = SheetText(1, "", date.min, "", ())


def main() -> None:
    folder = Path(sys.argv[1])
    before, after = (vault_file.parse(Path(name).read_bytes()) for name in sys.argv[2:])
    renewal = Renewal((_UNSEEN, _UNSEEN), before, after)
    while True:
        vault.use_sheets(folder, renewal)
        print("gebruikt", flush=True)
        vault_file.save(folder, before)


if __name__ == "__main__":
    main()
