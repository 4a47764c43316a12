"""Generated lists of people and companies in FollowTheMoney's JSON lines, as large as one likes.

python bench/ftm_people.py COUNT [--seed N] > FILE: COUNT records as OpenSanctions has them, none of them anybody's:
given names of the world (the package's own list) and made-up surnames, some frequent and most rare, in Latin, Cyrillic
and Arabic letters; countries, birth dates, aliases, offices (one in three nested as an occupancy), one company in ten.
The same count and seed give the same lines.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from functools import cache

from onrecord.core.tables import packaged_table
from onrecord.language.lexicons import cells

SCRIPTS = (
    ("bdfgklmnprstvz", "aeiou"),
    ("bdfgklmnprstvz", "aeiou"),
    ("bdfgklmnprstvz", "aeiou"),
    ("бвгджзклмнпрстфхцчш", "аеиоу"),
    ("بتثجحدرزسشصطعفقكلمنه", "اوي"),
)
COUNTRIES = (
    "us", "gb", "fr", "de", "es", "mx", "br", "it", "pl", "cz", "ro", "tr", "nl", "se", "id", "vn", "in", "ng", "dz",
    "za", "gh", "ru", "ua", "gr", "sa", "ir", "cn", "jp", "kr", "ge", "il", "eg", "ke", "pe", "cl",
)  # fmt: skip
OFFICES = ("Minister of Finance", "Member of Parliament", "Mayor", "Governor", "Ambassador", "Senator", "Judge")
TRADES = ("Trading Ltd", "Shipping SA", "Holding LLC", "Energy Group", "Mining Ltd")


@cache
def given_names() -> tuple[str, ...]:
    """Return the given names that the package knows, in lower case."""
    rows = packaged_table("onrecord.meaning.entities", "given_names.tsv")
    return tuple(dict.fromkeys(name for row in rows for name in cells(row["names"])))


def surname(chance: random.Random, count: int) -> str:
    """Return a surname that one in some hundreds bears, or hardly anybody else of ``count``."""
    own = random.Random(chance.randrange(500) if chance.random() < 0.3 else 1_000 + chance.randrange(max(1, count)))
    onsets, vowels = own.choice(SCRIPTS)
    return "".join(own.choice(onsets) + own.choice(vowels) for _ in range(own.choice((2, 3, 3, 4)))).capitalize()


def records(count: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield ``count`` records."""
    chance = random.Random(seed)
    for n in range(count):
        given, last, country = chance.choice(given_names()).title(), surname(chance, count), chance.choice(COUNTRIES)
        id = f"made-{seed}-{n}"
        if chance.random() < 0.1:
            name = f"{last} {chance.choice(TRADES)}"
            yield {"id": id, "schema": "Company", "caption": name, "properties": {"name": [name], "country": [country]}}
            continue
        name, office = f"{given} {last}", chance.choice(OFFICES)
        properties: dict[str, object] = {"name": [name], "country": [country]}
        if chance.random() < 0.7:
            properties["birthDate"] = [f"{chance.randint(1935, 1995)}-{chance.randint(1, 12):02}"]
        if chance.random() < 0.5:
            properties["alias"] = [f"{last}, {given}"]
        if chance.random() < 0.3:
            post = {"id": f"post-{country}-{office}", "schema": "Position", "caption": office}
            held = {"holder": [id], "post": [post | {"properties": {"name": [office], "country": [country]}}]}
            held |= {"startDate": ["2019"]}
            properties["positionOccupancies"] = [{"id": f"held-{id}", "schema": "Occupancy", "properties": held}]
        else:
            properties["position"] = [office]
        yield {"id": id, "schema": "Person", "caption": name, "properties": properties}


def main() -> int:
    """Write the lines to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for record in records(args.count, args.seed):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
