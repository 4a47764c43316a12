"""``python -m onrecord``: the command line."""

import sys

from onrecord.views.cli import main

if __name__ == "__main__":
    sys.exit(main())
