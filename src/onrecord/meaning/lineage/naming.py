"""Naming: the media that a report itself names as its source, whether or not their reports are in the ledger."""

import re
from collections.abc import Iterator
from typing import Final

from onrecord.core.lineage import Link, Relation, Shown
from onrecord.core.records import Origin
from onrecord.meaning.lineage.profiles import Profile, agencies, first_hand, name_key, same_medium
from onrecord.meaning.lineage.verdicts import LINEAGE

_DATELINE: Final = 160
_LINE = re.compile(r"\W*(?:by|par|von|por|di|de|source|from)?\W*", re.I)


def named_links(profile: Profile) -> Iterator[Link]:
    """Yield a link for each agency that the report credits and that is not its outlet.

    ``reprint`` where the agency stands in the dateline or alone in the byline, ``cites`` where the report was told
    something itself, else ``rewrite``.
    """
    report = profile.report
    for name in agencies(report):
        signs = [origin for origin in report.origins if same_medium(origin.name, name)]
        shown = tuple(Shown("credit", 1.0, sign.span, None, sign.words or sign.name) for sign in signs)
        yield Link(report.id, name, _relation(profile, name, signs), True, 0.0, shown, LINEAGE)


def _relation(profile: Profile, name: str, signs: list[Origin]) -> Relation:
    if first_hand(profile.report):
        return "cites"
    agency = [sign for sign in signs if sign.type == "agency"]
    if any(sign.span is not None and sign.span.end <= _DATELINE and _in_dateline(profile, sign) for sign in agency):
        return "reprint"
    if any(sign.span is None and _alone(sign.words or "", name) for sign in agency):
        return "reprint"
    return "rewrite"


def _in_dateline(profile: Profile, sign: Origin) -> bool:
    """Say whether the name stands in brackets or before a dash at the head of the body."""
    assert sign.span is not None
    head = profile.report.text[: sign.span.start]
    return "\n" not in head and ("(" in head or not head.strip())


def _alone(line: str, name: str) -> bool:
    """Say whether a credit line names nothing but the agency."""
    return name_key(_LINE.sub("", line, count=1)) == name_key(name)
