"""``python -m zvhserver``, also installed as ``zvhserver``."""

import sys

from zvhserver.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
