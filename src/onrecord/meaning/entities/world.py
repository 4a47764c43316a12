"""The world: names of states, cities, institutions, organisations and groups, and the words for offices and bodies.

Everything is read from the tables under ``data``: ``states.<lang>.tsv``, ``cities.<lang>.tsv``, ``roles.<lang>.tsv``
and ``words.<lang>.toml`` belong to one language, found by their file names; the others serve all languages or name
theirs in a column. Names of states are completed by those of CLDR through Babel, in any language that Babel knows.

Marks before a name: ``~`` a second reading, taken only where the report speaks for it; ``^`` a name that people
bear too.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import Row, cells, parse_table
from onrecord.meaning.entities.words import Words, language_base, words_of

NameKind = Literal["state", "adjective", "city", "metonym", "organisation", "group", "role"]

_FOLDER = "onrecord.meaning.entities"
_SHARED_CODES = frozenset({"IGO", "NGO"})
_SHORTEST = 3
_RANK: dict[NameKind, int] = {
    "state": 0, "organisation": 1, "metonym": 2, "adjective": 3, "group": 4, "city": 5, "role": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """One pattern of the world and what it stands for.

    ``country`` and ``sector`` are codes of the codebook; ``gender`` is ``m``, ``f`` or empty, ``number`` ``sg`` or
    ``pl``. ``role`` is the kind of a role word (``person``, ``people``, ``body``, ``land``, ``peer``) and ``classes``
    the words that may refer back to it. ``personal`` marks a name that people bear too, ``second`` a second reading,
    ``open_sector`` a sector that the institution named beside it may overrule, ``capital`` a seat of government,
    ``abroad`` a role that is played in other countries than one's own, ``minor`` a town or province that is taken for
    one only where the words around or the report speak for it, ``part`` a province or another part of a state.
    """

    pattern: str
    kind: NameKind
    country: str | None
    sector: str | None
    gender: str = ""
    number: str = "sg"
    role: str = ""
    classes: tuple[str, ...] = ()
    personal: bool = False
    second: bool = False
    open_sector: bool = False
    capital: bool = False
    abroad: bool = False
    minor: bool = False
    part: bool = False

    @property
    def rank(self) -> tuple[bool, int]:
        """Order of preference among readings of the same words; the lowest wins."""
        return self.second, _RANK[self.kind]


@cache
def known(language: str) -> tuple[Known, ...]:
    """Return all patterns of the world in ``language`` (BCP 47), the preferred reading of the same words first.

    A language without tables of its own has the names of CLDR and those that serve all languages. Raises LexiconError
    where a table is malformed.
    """
    base = language_base(language)
    words = words_of(base)
    found = [
        *_states(base, words),
        *_cldr_states(base),
        *_listed(base),
        *_blocs(base, words),
        *_cities(base),
        *_roles(base, words),
    ]
    unique: dict[tuple[str, str | None, NameKind], Known] = {}
    for entry in found:
        unique.setdefault((entry.pattern, entry.country, entry.kind), entry)
    return tuple(sorted(unique.values(), key=lambda k: k.rank))


@cache
def state_codes() -> tuple[str, ...]:
    """Return the codes of all states and territories (ISO 3166-1 alpha-3, and XKX)."""
    return tuple(row["code"] for row in _rows("states.en.tsv"))


@cache
def state_name(code: str, language: str) -> str | None:
    """Return the usual name of a state (ISO 3166-1 alpha-3) or of an organisation that has adjectives in ``language``
    (BCP 47), or None where none is known."""
    base = language_base(language)
    row = next((r for r in _rows(f"states.{base}.tsv") if r["code"] == code), None)
    if row is None and any(r["code"] == code for r in _of_language("blocs.tsv", base)):
        row = next((r for r in _of_language("organisations.tsv", base) if r["code"] == code), None)
    return _marked(cells(row["names"])[0])[0] if row is not None else None


@cache
def body_words(language: str) -> frozenset[str]:
    """Return the single words in ``language`` (BCP 47) for a body ("department"), in lower case without accents."""
    roles = (k for k in known(language) if k.role == "body" and k.number == "sg" and k.pattern.isalpha())
    plain = (unicodedata.normalize("NFKD", k.pattern.lower()) for k in roles)
    return frozenset("".join(c for c in p if not unicodedata.combining(c)) for p in plain)


@cache
def parts_named(code: str, language: str) -> frozenset[str]:
    """Return the words of all names in ``language`` (BCP 47) of the organisation ``code`` and its parts ("commission"),
    in lower case without accents; none for codes that many share."""
    base = language.partition("-")[0].lower()
    rows = (r for r in _rows("organisations.tsv") if r["code"] == code and r.get("language") == base)
    names = (n for r in rows for n in cells(r["names"]) if not n.startswith("~"))
    plain = (unicodedata.normalize("NFKD", w.lower()) for n in names for w in n.split() if len(w) > _SHORTEST)
    found = frozenset("".join(c for c in p if not unicodedata.combining(c)) for p in plain)
    return found if code not in _SHARED_CODES else frozenset()


@cache
def _rows(name: str) -> tuple[Row, ...]:
    file = files(_FOLDER).joinpath("data", name)
    return parse_table(file.read_text("utf-8"), name) if file.is_file() else ()


def _marked(value: str) -> tuple[str, bool, bool]:
    """Return a name without its marks, and whether it is a second reading and one that people bear too."""
    second, personal = value.startswith("~"), value.lstrip("~").startswith("^")
    return value.lstrip("~^"), second, personal


def _states(base: str, words: Words) -> Iterator[Known]:
    for row in _rows(f"states.{base}.tsv"):
        code = row["code"]
        gender, number = row.get("gender", "")[:1], "pl" if row.get("gender", "").endswith("p") else "sg"
        for value in cells(row["names"]):
            name, second, personal = _marked(value)
            yield Known(name, "state", code, "GOV", gender, number, personal=personal, second=second)
        for value in cells(row["adjectives"]):
            adjective, second, _ = _marked(value)
            for form, form_gender, form_number in words.adjective_forms(adjective):
                yield Known(form, "adjective", code, "GOV", form_gender, form_number, second=second)
        for noun in cells(row["nouns"]):
            yield Known(noun, "adjective", code, "CVL", number="pl" if noun.endswith("s") else "sg")
        for value in cells(row["capital"]):
            name, second, personal = _marked(value)
            yield Known(name, "city", code, "GOV", personal=personal, second=second, capital=True)
            if "-" in name:
                # "Port-Vila" is written "Port Vila" as well
                apart = name.replace("-", " ")
                yield Known(apart, "city", code, "GOV", personal=personal, second=second, capital=True)


def _cldr_states(base: str) -> Iterator[Known]:
    try:
        territories = Locale(base).territories
    except (UnknownLocaleError, ValueError):
        return
    alpha2 = {old: new[0] for old, new in get_global("territory_aliases").items() if len(old) == 3 and len(new) == 1}
    for code in state_codes():
        name = territories.get(alpha2.get(code, code[:2]))
        if name:
            yield Known(name, "state", code, "GOV")


def _listed(base: str) -> Iterator[Known]:
    for row in _of_language("metonyms.tsv", base):
        name, second, personal = _marked(row["name"])
        yield Known(name, "metonym", row["code"], row["sector"], personal=personal, second=second)
    for row in _of_language("organisations.tsv", base):
        for value in cells(row["names"]):
            name, second, _ = _marked(value)
            code = row["code"] if row["code"] != "NGO" else None
            yield Known(name, "organisation", code, row["sector"], second=second)
    for row in _of_language("groups.tsv", base):
        for value in cells(row["names"]):
            name, second, personal = _marked(value)
            yield Known(name, "group", row["country"] or None, row["sector"], personal=personal, second=second)
    for row in _of_language("regions.tsv", base):
        for value in cells(row["names"]):
            name, second, personal = _marked(value)
            yield Known(name, "city", row["code"], None, personal=personal, second=second, part=True)


def _blocs(base: str, words: Words) -> Iterator[Known]:
    for row in _of_language("blocs.tsv", base):
        for adjective in cells(row["adjectives"]):
            for form, gender, number in words.adjective_forms(adjective):
                yield Known(form, "adjective", row["code"], row["sector"], gender, number)


def _of_language(name: str, base: str) -> Iterator[Row]:
    return (row for row in _rows(name) if row.get("language", "") in ("", base))


def _cities(base: str) -> Iterator[Known]:
    for name in (f"cities.{base}.tsv", "cities.tsv"):
        for row in _rows(name):
            yield Known(row["name"], "city", row["code"], None, personal=" " not in row["name"])
    for name in ("towns.tsv", "provinces.tsv"):
        for row in _rows(name):
            for value in cells(row["names"]):
                called, second, _ = _marked(value)
                alone, part = " " not in called, name == "provinces.tsv"
                yield Known(called, "city", row["code"], None, personal=alone, second=second, minor=True, part=part)


def _roles(base: str, words: Words) -> Iterator[Known]:
    for row in _rows(f"roles.{base}.tsv"):
        if not row["kind"]:
            raise LexiconError("lexicon.role", f"A role of {base!r} has no kind.", "Fill the column.")
        sector = row["sector"].rstrip("?") or None
        open_sector = row["sector"].endswith("?") or not sector
        classes = cells(row["class"])
        for word in cells(row["words"]):
            for form, number in words.number_forms(word, row["kind"]):
                own = tuple(dict.fromkeys((word.lower(), *classes)))
                yield Known(
                    form,
                    "role",
                    row["country"] or None,
                    sector,
                    row["gender"],
                    number,
                    row["kind"],
                    own,
                    open_sector=open_sector,
                    abroad=bool(row["abroad"]),
                )


@cache
def organisation_names(code: str) -> frozenset[str]:
    """Return the names and acronyms, in all languages, of the organisation that ``code`` is for itself; none for
    codes that many share. Its parts and agencies are not among them."""
    found: set[str] = set()
    seen: set[str] = set()
    for row in _rows("organisations.tsv"):
        names = [n for n in cells(row["names"]) if not n.startswith("~")]
        language = row.get("language", "")
        if row["code"] != code or code in _SHARED_CODES or not language or language in seen or not names:
            continue
        seen.add(language)
        acronyms = [n for n in names[1:8] if n.isupper()][:2]
        found.update((names[0], *acronyms))
    return frozenset(found)
