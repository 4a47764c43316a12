"""Tables: TSV files in UTF-8 that hold word lists and facts.

Lines that start with ``#`` are comments (``# source:`` and ``# licence:`` name where the facts are from); the first
other line names the columns. A cell may hold several values parted by ``|``.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from onrecord.core.errors import LexiconError

Row = Mapping[str, str]


def parse_table(text: str, name: str) -> tuple[Row, ...]:
    """Return the rows of a TSV table, each a mapping from column to cell; short lines are filled with empty cells.

    Raises LexiconError where a line has more cells than the header.
    """
    return tuple(row for _, row in numbered_rows(text, name))


def numbered_rows(text: str, name: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a TSV table with the number of each one's line, from 1.

    Raises LexiconError where a line has more cells than the header.
    """
    columns: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = [cell.strip() for cell in line.split("\t")]
        if columns is None:
            columns = row
            continue
        if len(row) > len(columns):
            raise LexiconError(
                "lexicon.cells",
                f"{name}, line {number}: {len(row)} cells under {len(columns)} columns.",
                "Part the cells by single tabs.",
            )
        yield number, dict(zip(columns, row + [""] * (len(columns) - len(row)), strict=True))


@cache
def packaged_table(package: str, name: str) -> tuple[Row, ...]:
    """Return the rows of ``data/name`` inside ``package`` (dotted).

    Raises LexiconError where the file is missing or malformed.
    """
    file = files(package).joinpath("data").joinpath(name)
    if not file.is_file():
        raise LexiconError("lexicon.missing", f"{package} has no table {name}.", "Install onrecord whole.")
    return parse_table(file.read_text("utf-8"), name)
