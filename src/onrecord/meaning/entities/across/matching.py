"""Whether two profiles are of one person or body: features with weights, summed.

Each feature is a function whose docstring is what a user is shown as its meaning. A name alone never joins two people:
its weight stays under ``POSITIVE``, so that country, office, company or time must speak for it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from onrecord.core.entities import Decision, Feature, Judgement, Profile
from onrecord.meaning.entities.across.likeness import SAME_NAME, name_likeness
from onrecord.meaning.entities.across.sounds import name_words

POSITIVE: Final = 0.75
"""From this score on two are taken for one."""
UNSURE: Final = 0.5
"""From this score on, and below ``POSITIVE``, the question is left to a person."""

_MOST_NAMES = 24
_LIFETIME_YEARS = 45
_NEAR_YEARS = 3

type Found = tuple[float, str]


def same_name(one: Profile, other: Profile) -> Found:
    """The names are alike: word by word, by sound, whatever the script and the way of writing it in Latin letters."""
    best, words = 0.0, ""
    if alike := next((name for name in one.names[:_MOST_NAMES] if name in other.names and name_words(name)), None):
        return 1.0, f"{alike} / {alike}"
    for left in one.names[:_MOST_NAMES]:
        for right in other.names[:_MOST_NAMES]:
            value = name_likeness(left, right)
            if value > best:
                best, words = value, f"{left} / {right}"
        if best >= 1.0:
            break
    return best, words


def surname_only(one: Profile, other: Profile) -> Found:
    """One of the two is known by a single name only, which others may bear too."""
    short = [p.name for p in (one, other) if all(len(name_words(n)) < 2 for n in p.names)]
    return float(bool(short)), " / ".join(short)


def same_country(one: Profile, other: Profile) -> Found:
    """Both are tied to the same country or organisation."""
    shared = [c for c in one.countries if c in other.countries]
    return float(bool(shared)), ", ".join(shared)


def other_country(one: Profile, other: Profile) -> Found:
    """They are tied to different countries or organisations."""
    differs = bool(one.countries and other.countries) and not set(one.countries) & set(other.countries)
    return float(differs), f"{', '.join(one.countries)} / {', '.join(other.countries)}" if differs else ""


def same_office(one: Profile, other: Profile) -> Found:
    """Both hold the same office, or one of the same kind."""
    shared = [r for r in one.roles if r in other.roles]
    return float(bool(shared)), ", ".join(shared)


def shared_company(one: Profile, other: Profile) -> Found:
    """The reports that name them tell of the same countries."""
    if not one.company or not other.company:
        return 0.0, ""
    shared = [c for c in one.company if c in other.company]
    return len(shared) / min(len(one.company), len(other.company)), ", ".join(shared)


def near_in_time(one: Profile, other: Profile) -> Found:
    """They are reported on within a few years of each other."""
    years = _years_apart(one, other)
    return (0.0, "") if years is None else (float(years <= _NEAR_YEARS), _days(one, other))


def born_otherwise(one: Profile, other: Profile) -> Found:
    """The files that tell of both say that they were born on different days."""
    days = [next((v for key, v in p.properties if key == "birthDate"), ()) for p in (one, other)]
    # A year alone agrees with every day of it.
    differs = all(days) and not any(a.startswith(b) or b.startswith(a) for a in days[0] for b in days[1])
    return float(differs), f"{', '.join(days[0])} / {', '.join(days[1])}" if differs else ""


def generations_apart(one: Profile, other: Profile) -> Found:
    """More years lie between the reports on them than a public life lasts."""
    years = _years_apart(one, other)
    return (0.0, "") if years is None else (float(years > _LIFETIME_YEARS), _days(one, other))


FEATURES: Final[dict[str, tuple[Callable[[Profile, Profile], Found], float]]] = {
    "same_name": (same_name, 0.6),
    "surname_only": (surname_only, -0.2),
    "same_country": (same_country, 0.2),
    "other_country": (other_country, -0.35),
    "same_office": (same_office, 0.2),
    "shared_company": (shared_company, 0.1),
    "near_in_time": (near_in_time, 0.05),
    "generations_apart": (generations_apart, -0.4),
    "born_otherwise": (born_otherwise, -0.6),
}
"""What two people are compared by, with the weights."""

_PERSON_FEATURES: Final = {name: weight for name, (_, weight) in FEATURES.items()}
_BODY_FEATURES: Final = {"same_name": 0.7, "same_country": 0.2, "other_country": -0.4, "shared_company": 0.05}


def compare(one: Profile, other: Profile) -> tuple[float, tuple[Feature, ...]]:
    """Return the score of ``one`` and ``other`` being one and what it is made of; 0 and nothing where their names
    differ, or all else speaks so much against it that the same name could not make it likely."""
    is_person = one.schema == "Person"
    weights = _PERSON_FEATURES if is_person else _BODY_FEATURES
    found = []
    for name, weight in weights.items():
        held, said = (1.0, "") if name == "same_name" else FEATURES[name][0](one, other)
        if held:
            found.append(Feature(name, round(held, 3), weight, said))
    # Names are by far the dearest to compare: not where the best likeness would leave the two apart.
    if sum(f.share for f in found) < UNSURE:
        return 0.0, ()
    value, words = same_name(one, other)
    if value < (SAME_NAME if is_person else 0.9):
        return 0.0, ()
    found = [replace(f, value=round(value, 3), words=words) if f.name == "same_name" else f for f in found]
    return max(0.0, round(sum(f.share for f in found), 3)), tuple(found)


def judge(one: Profile, other: Profile) -> Decision | None:
    """Return the machine's decision on two profiles, or None where nothing speaks for their being one."""
    score, features = compare(one, other)
    if score < UNSURE:
        return None
    judgement: Judgement = "positive" if score >= POSITIVE else "unsure"
    return Decision(one.id, other.id, judgement, score, features)


def meaning_of(feature: str) -> str:
    """Return in a sentence what a feature of a decision means, in the words of its own docstring."""
    measure = FEATURES.get(feature)
    return " ".join((measure[0].__doc__ or "").split()) if measure is not None else feature


def _years_apart(one: Profile, other: Profile) -> float | None:
    if not (one.first and one.last and other.first and other.last):
        return None
    try:
        ends = [date.fromisoformat(d) for d in (one.first, one.last, other.first, other.last)]
    except ValueError:
        return None
    gap = max(ends[0], ends[2]) - min(ends[1], ends[3])
    return max(0.0, gap.days / 365.25)


def _days(one: Profile, other: Profile) -> str:
    return f"{one.first}/{one.last}, {other.first}/{other.last}"
