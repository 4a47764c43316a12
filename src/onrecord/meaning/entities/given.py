"""Given names of people: the word before a state's or a people's name that makes it a surname ("Anna Finn")."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onrecord.language.lexicons import cells, parse_table


def is_given_name(word: str) -> bool:
    """Say whether the folded ``word`` is a given name, and nothing else as far as the tables know."""
    return word in _given()[0]


def is_shared_name(word: str) -> bool:
    """Say whether the folded ``word`` is a given name and that of a state or people as well ("Chad", "Jordan")."""
    return word in _given()[1]


def gender_of(name: str) -> str:
    """Return ``m`` or ``f`` where the first word of the folded ``name`` is a given name that men alone or women alone
    bear, else nothing; a name of one word tells nothing."""
    first, _, rest = name.partition(" ")
    return _genders().get(first, "") if rest else ""


@cache
def _genders() -> Mapping[str, str]:
    name = "given_genders.tsv"
    rows = parse_table(files("onrecord.meaning.entities").joinpath("data", name).read_text("utf-8"), name)
    return {n: row["gender"] for row in rows for n in cells(row["names"])}


@cache
def _given() -> tuple[frozenset[str], frozenset[str]]:
    name = "given_names.tsv"
    rows = parse_table(files("onrecord.meaning.entities").joinpath("data", name).read_text("utf-8"), name)
    return (
        frozenset(n for row in rows for n in cells(row["names"])),
        frozenset(n for row in rows for n in cells(row["shared"])),
    )
