"""Given names of people: the word before a state's or a people's name that makes it a surname ("Anna Finn")."""

from functools import cache
from importlib.resources import files

from onrecord.language.lexicons import cells, parse_table


def is_given_name(word: str) -> bool:
    """Say whether the folded ``word`` is a given name, and nothing else as far as the tables know."""
    return word in _given()[0]


def is_shared_name(word: str) -> bool:
    """Say whether the folded ``word`` is a given name and that of a state or people as well ("Chad", "Jordan")."""
    return word in _given()[1]


@cache
def _given() -> tuple[frozenset[str], frozenset[str]]:
    name = "given_names.tsv"
    rows = parse_table(files("onrecord.meaning.entities").joinpath("data", name).read_text("utf-8"), name)
    return (
        frozenset(n for row in rows for n in cells(row["names"])),
        frozenset(n for row in rows for n in cells(row["shared"])),
    )
