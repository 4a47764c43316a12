"""Print the figures of a gold ledger: ``cd tests && python -m gold [--corpus CORPUS] [--errors [FIGURE]]``.

``--errors`` lists what went wrong in the half to look at, of one figure where it is named. Of the half that is kept
apart nothing but figures is ever printed.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gold.measuring import CORPORA, measure, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit status 0."""
    parser = argparse.ArgumentParser(prog="gold", description=__doc__)
    parser.add_argument("--errors", nargs="?", const="", metavar="FIGURE", help="list errors, of FIGURE alone if given")
    parser.add_argument("--corpus", choices=CORPORA, default="own", help="which gold ledger (default: own)")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        tallies = measure(Path(folder), CORPORA[asked.corpus])
    print(table(tallies))
    if asked.errors is not None:
        for name, line in sorted(tallies["look"].wrong):
            if asked.errors in ("", name):
                print(f"{name}: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
