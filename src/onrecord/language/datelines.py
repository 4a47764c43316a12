"""Datelines: where and by whom a report was filed, in front of its first sentence ("NAIROBI, May 3 (Agency) - ").

They are no part of the sentence: a parser takes them for its subject.
"""

import re

_UPPER = r"[^\W\da-z_]"
_CAPITALS = re.compile(
    rf"{_UPPER}{{2,}}\.?(?:[ '\u2019/-]{_UPPER}+)*\.?(?:[,/ ](?=[ \d(]|{_UPPER})[^\n!?\"\u201c\u00ab()]{{0,60}}?)?"
    rf"(?:\([^()\n]{{1,60}}\)\s*[-\u2013\u2014]{{0,2}}|\s[-\u2013\u2014]{{1,2}})\s+(?={_UPPER}|[\"\u201c\u00ab])"
)
# A place in small letters needs a day or an agency beside it to be told from a name before a dash.
_PLACE = re.compile(
    rf"{_UPPER}[\w'\u2019.-]*(?:[ ,/]{{1,2}}[\w'\u2019.-]+){{0,7}}?(?:\d\d?(?:er)?\.?(?: [\w.]+)?(?: \d{{4}})?)?,?\s?"
    rf"(?:\([^()\n]{{2,40}}\))?\s?[-\u2013\u2014]{{1,2}}\s+(?={_UPPER}|[\"\u201c\u00ab])"
)
_AGENCY = re.compile(rf"\({_UPPER}[^()\n]{{1,40}}\)\s*[-\u2013\u2014]{{1,2}}\s+(?={_UPPER}|[\"\u201c\u00ab])")
_MARKS = re.compile("[(\u2013\u2014-]")
LONGEST = 130
"""How many characters of a line are looked at for its dateline."""


def dateline_end(text: str, start: int, end: int | None = None) -> int:
    """Return where the first sentence begins in the line of ``text`` that begins at ``start`` (code points): behind its
    dateline, or ``start`` where it has none."""
    stop = min(len(text) if end is None else end, start + LONGEST)
    first = text[start : start + 1]
    if not (first.isupper() or first == "(") or _MARKS.search(text, start, stop) is None:
        return start
    found = (_AGENCY if first == "(" else _CAPITALS).match(text, start, stop)
    if found is None and first != "(":
        found = _PLACE.match(text, start, stop)
        if found is not None and not ("(" in found[0] or any(char.isdigit() for char in found[0])):
            found = None
    return found.end() if found is not None else start
