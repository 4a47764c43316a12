"""Regions: what a page's own names for its parts (elements, classes, ids, roles) say of the words inside."""

import itertools
import re
from functools import cache, lru_cache

from onrecord.core.tables import packaged_table

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_EMBEDDED = frozenset({"embed", "embeds", "embedded", "tweet"})
"""What a report shows of other sites' posts is part of it, whatever else its frame is called."""

ELEMENTS = {
    "nav": "menu",
    "footer": "footer",
    "aside": "sidebar",
    "figcaption": "caption",
    "button": "button",
    "menu": "menu",
    "dialog": "modal",
    "label": "form",
    "select": "form",
    "option": "form",
    "textarea": "form",
    "caption": "caption",
    "address": "byline",
}
"""The elements whose name rules their words out, unless they hold the greater part of the page's prose."""

_ROLES = {
    "navigation": "menu",
    "complementary": "sidebar",
    "contentinfo": "footer",
    "dialog": "modal",
    "alertdialog": "modal",
    "search": "form",
    "menu": "menu",
    "menubar": "menu",
    "tablist": "menu",
    "banner": "menu",
    "alert": "modal",
}


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in packaged_table("onrecord.documents.content", "regions.tsv"):
        for word in row["words"].split("|"):
            found.setdefault(word.strip(), row["reason"])
    return found


@lru_cache(maxsize=50_000)
def attribute_reason(value: str) -> str | None:
    """Return what a class or id attribute says of its element, None where it says nothing."""
    words = _words()
    for name in value.split()[:12]:
        tokens = [t for t in re.split(r"[^a-z0-9]+", _CAMEL.sub(" ", name).lower()) if t]
        if not tokens or len(tokens) > 8 or not _EMBEDDED.isdisjoint(tokens):
            continue
        for first, second in itertools.pairwise(tokens):
            reason = words.get(f"{first} {second}")
            if reason:
                return reason
        reason = words.get(tokens[0]) or words.get(tokens[-1])
        if reason:
            return reason
    return None


def role_reason(role: str | None) -> str | None:
    """Return what an ARIA role says of its element, None where it says nothing."""
    return _ROLES.get(role.lower()) if role else None
