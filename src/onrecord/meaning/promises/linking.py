"""Linking: which deeds are about one promise.

Two deeds belong together where the same side gives the same thing to the same side (one of several, for a promise to
many), neither is a request or refusal of something else, and one is not told years apart from the other. A delivery
belongs to the promises before it: two deliveries are joined by what they were promised in only.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, product
from typing import Final

from onrecord.meaning.merging.goods import MONEY, comparable, may_be_same
from onrecord.meaning.merging.scoring import agreement
from onrecord.meaning.merging.tellings import ASKED, GIVEN, HALTS, ONGOING, REVERSED
from onrecord.meaning.promises.deeds import Deed

type Parties = tuple[str, str]

_LONGEST: Final = 3 * 366
_EARLY: Final = 45
"""By how many days a delivery may be dated before the promise was told."""
_YEAR: Final = 366
_STEM: Final = 5
_LEAST: Final = 10
"""From which figure on the same one is no chance."""
_VAGUE: Final = frozenset({"other"})
_SALE: Final = frozenset({"AID", "COOPERATE", "REQUEST", "REJECT"})


def linked(one: Deed, other: Deed) -> bool:
    """Say whether two deeds are about one promise."""
    if one.talks or other.talks:
        return _led_to_paper(one, other)
    if not {one.entry.type, other.entry.type} <= GIVEN or not _same_sides(one, other):
        return False
    if not _is_asked(one) or not _is_asked(other) or not _same_matter(one, other):
        return False
    first, later = sorted((one, other), key=lambda deed: deed.order)
    apart = (date.fromisoformat(later.moment) - date.fromisoformat(first.moment)).days
    if apart > _LONGEST:
        return False
    promises = [deed for deed in (one, other) if deed.stage not in ONGOING]
    if len(promises) == 2:
        return not _other_money(one, other)
    # A part that was promised before it came tells of the promise too.
    promises = promises or [deed for deed in (first, later) if deed.foretold]
    if not promises:
        return False
    done = one if one is not promises[0] else other
    return _in_time(promises[0], done) and not _told_at_once(promises[0], done)


def may_be_linked(deed: Deed) -> bool:
    """Say whether a deed can be linked to any other: who asks for or refuses something that is not given, beside talks
    and papers, is followed no further."""
    return deed.talks or bool(deed.accord) or (deed.entry.type in GIVEN and _is_asked(deed))


def commitments(deeds: Sequence[Deed]) -> list[tuple[Deed, ...]]:
    """Return the deeds that are about one promise together, those of two and more, in the order of what happened."""
    above = {deed.id: deed.id for deed in deeds}

    def root(key: str) -> str:
        while above[key] != key:
            key = above[key]
        return key

    for held in by_parties(deeds).values():
        for one, other in combinations(held, 2):
            if root(one.id) != root(other.id) and linked(one, other):
                first, second = sorted((root(one.id), root(other.id)))
                above[second] = first
    for one, other in product([deed for deed in deeds if deed.partial], deeds):
        if root(one.id) != root(other.id) and linked(one, other):
            first, second = sorted((root(one.id), root(other.id)))
            above[second] = first
    parted: dict[str, list[Deed]] = {}
    for deed in sorted(deeds, key=lambda deed: deed.order):
        parted.setdefault(root(deed.id), []).append(deed)
    found = (tuple(held) for held in parted.values() if len(held) > 1 and _is_promised(held))
    return sorted(found, key=lambda held: held[0].order)


def _is_promised(held: Sequence[Deed]) -> bool:
    """Say whether something is given or promised, not merely asked for, refused or denied, and was asked for or
    promised, not merely considered."""
    gives = any(deed.entry.type not in REVERSED and not deed.denied for deed in held)
    if any(deed.talks for deed in held):
        return True
    return gives and any((deed.stage not in ONGOING and deed.stage != "considered") or deed.foretold for deed in held)


def meeting(deeds: Sequence[Deed], others: Iterable[Deed]) -> Iterator[tuple[Deed, Deed]]:
    """Yield those of ``others`` that are linked to one of ``deeds``, each beside the first of those."""
    known_by = by_parties(deeds)
    partial = [deed for deed in deeds if deed.partial]
    for other in others:
        beside = (
            deeds if other.partial else [*partial, *(d for pair in by_parties([other]) for d in known_by.get(pair, ()))]
        )
        if first := next((deed for deed in beside if linked(deed, other)), None):
            yield first, other


def by_parties(deeds: Iterable[Deed]) -> dict[Parties, list[Deed]]:
    """Return deeds by each pair of one who gives and one who receives: only those that share a pair can be linked."""
    found: dict[Parties, list[Deed]] = {}
    for deed in deeds:
        for parties in product(deed.givers, deed.receivers):
            found.setdefault(parties, []).append(deed)
    return found


def _same_sides(one: Deed, other: Deed) -> bool:
    """Say whether the same gives to the same; where one of the two does not tell one side, the other side and goods
    that cannot be mistaken (one figure, one noun of several words) are enough."""
    givers, receivers = bool(one.givers & other.givers), bool(one.receivers & other.receivers)
    if givers and receivers:
        return True
    untold = not (one.receivers and other.receivers) if givers else receivers and not (one.givers and other.givers)
    if not untold:
        return False
    if one.entry.type == other.entry.type == "RETREAT" and one.modes & other.modes:
        return True  # whom a state sets free, or where its soldiers leave, is understood
    # One report that tells what somebody asked for and got need not say twice from whom.
    beside = bool(one.reports & other.reports & _only_reports(one, other)) and bool(one.nouns & other.nouns)
    return beside or any(len(noun) > 1 for noun in one.nouns & other.nouns) or _same_figure(one, other)


def _only_reports(one: Deed, other: Deed) -> frozenset[str]:
    """Return the reports that tell both deeds, where no other report tells either of them."""
    return one.reports if one.reports == other.reports else frozenset()


def _led_to_paper(one: Deed, other: Deed) -> bool:
    """Say whether one is of talks on a paper, the other of that paper, on the same matter and not before them: the same
    two talked and sign."""
    talks, paper = (one, other) if one.talks else (other, one)
    if paper.talks or paper.denied or talks.denied or talks.stage in HALTS:
        return False
    both = (talks.givers | talks.receivers) & (paper.givers | paper.receivers)
    return len(both) > 1 and bool(talks.accord & paper.accord) and 0 <= _days(talks, paper) <= _LONGEST


def _same_figure(one: Deed, other: Deed) -> bool:
    return any(
        comparable(a, b) and (a.low, a.high) == (b.low, b.high)
        for a in one.items
        for b in other.items
        if a.unit and (a.low or 0) >= _LEAST
    )


def _same_matter(one: Deed, other: Deed) -> bool:
    """Say whether the same is given: forces that leave, or goods of one noun (or for a delivery, of one category, where
    one of the two is named by the category alone)."""
    if "RETREAT" in (one.entry.type, other.entry.type):
        return one.entry.type == other.entry.type or _asked_to_leave(one, other) or _asked_to_leave(other, one)
    if not {one.entry.type, other.entry.type} <= _SALE:
        return False
    if any(may_be_same(a, b) for a in one.nouns for b in other.nouns) or _paid_for(one, other):
        return True
    if one.stage not in ONGOING and other.stage not in ONGOING:
        return False
    if not (one.nouns and other.nouns):
        # "The first unit", "the rest": of what, the same report says.
        return bool(one.reports & other.reports) and bool(one.categories) and bool(other.categories)
    shared = one.categories & other.categories - _VAGUE
    words = [{word for noun in deed.nouns for word in noun} for deed in (one, other)]
    return bool(shared) and any(not named or named & shared for named in words)


def _paid_for(one: Deed, other: Deed) -> bool:
    """Say whether one is a promise of money and the other brings what that is said to be for: "275 million for school
    buildings", "sixty schools"."""
    for promise, done in ((one, other), (other, one)):
        if promise.stage in ONGOING or not promise.categories or not promise.categories <= MONEY:
            continue
        goods = {word[:_STEM] for noun in done.nouns for word in noun if len(word) >= _STEM}
        if goods & {word for told in promise.tellings for word in (*told.words, *told.concepts)}:
            return not done.categories & MONEY
    return False


def _is_asked(deed: Deed) -> bool:
    """Say whether a deed is no request or refusal, or one of help: who asks for talks asks for nothing to be given."""
    return deed.entry.type not in REVERSED or any(told.event.mode in ASKED for told in deed.tellings)


def _asked_to_leave(request: Deed, retreat: Deed) -> bool:
    """Say whether one is the demand that the forces should leave which leave in the other."""
    if request.entry.type != "REQUEST" or not any(told.event.mode == "yield" for told in request.tellings):
        return False
    leave = any(told.event.mode == "withdraw" for told in retreat.tellings)
    return leave and ("personnel" in request.categories or not request.items)


def _other_money(one: Deed, other: Deed) -> bool:
    """Say whether two promises are of money and nothing else that both name, and of different sums: money is promised
    for many things."""
    if REVERSED & {one.entry.type, other.entry.type} or not one.categories & other.categories <= MONEY:
        return False
    sums = [[item for item in deed.items if item.category in MONEY and item.low is not None] for deed in (one, other)]
    alike = [agreement(a, b) for a in sums[0] for b in sums[1] if a.unit == b.unit]
    return all(sums) and not any(found > 0 for found in alike)


def _told_at_once(promise: Deed, done: Deed) -> bool:
    """Say whether what was done was told only together with the news of the promise, and not as a part of it: help that
    came before is not what is promised now."""
    if promise.entry.type in REVERSED or promise.entry.type == "RETREAT" or not done.reports <= promise.reports:
        return False
    news = [told for told in promise.tellings if told.report in done.reports]
    if any(told.recalls or (told.days and told.report_days and told.days[1] < told.report_days[0]) for told in news):
        return False
    return not any(
        comparable(a, b) and (b.high or b.low or 0) < (a.low or a.high or 0)
        for a in promise.items
        for b in done.items
        if b.low is not None or b.high is not None
    )


def _in_time(promise: Deed, done: Deed) -> bool:
    """Say whether what was done was not done long before the promise: a part that is told with a promise of unknown day
    may well have come before that was told again."""
    early = _days(promise, done)
    if early >= -_EARLY:
        return True
    dated = any(told.days and not told.ahead for told in promise.tellings)
    return not dated and early >= -_YEAR and bool(promise.reports & done.reports) and "1" in done.sequels


def _days(promise: Deed, done: Deed) -> int:
    return (date.fromisoformat(done.moment) - date.fromisoformat(promise.moment)).days
