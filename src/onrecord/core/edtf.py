"""EDTF (ISO 8601-2): the first and last day that a value covers, so that imprecise dates can be compared and sorted."""

import re
from calendar import monthrange
from functools import lru_cache
from typing import Final

FIRST_DAY: Final = "0001-01-01"
LAST_DAY: Final = "9999-12-31"

_QUALIFIERS = str.maketrans("", "", "~?%")
_POINT = re.compile(r"(\d{1,4}X{0,3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T.*)?\Z")
# Sub-year groupings of EDTF level 2 by first and last month: seasons (21-24, northern and unplaced alike), quarters
# (33-36), thirds (37-39) and halves (40-41) of a year. Winter is counted with the year that it ends in.
_GROUPS: Final = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 2),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip


@lru_cache(maxsize=1 << 14)
def bounds(value: str | None) -> tuple[str, str] | None:
    """Return the first and last day (``YYYY-MM-DD``) that the EDTF ``value`` may mean.

    Open ends give ``FIRST_DAY`` and ``LAST_DAY``. None where there is no value, where its year is unknown
    (``XXXX-12-11``), or where it is not EDTF.
    """
    if not value:
        return None
    first, slash, last = value.strip().translate(_QUALIFIERS).partition("/")
    if not slash:
        return _point(first)
    begins = (FIRST_DAY, FIRST_DAY) if first in {"", ".."} else _point(first)
    ends = (LAST_DAY, LAST_DAY) if last in {"", ".."} else _point(last)
    if begins is None or ends is None or begins[0] > ends[1]:
        return None
    return begins[0], ends[1]


def _point(value: str) -> tuple[str, str] | None:
    match = _POINT.match(value)
    if match is None:
        return None
    years, group, day = match.groups()
    if len(years) != 4:
        return None
    low, high = max(1, int(years.replace("X", "0"))), int(years.replace("X", "9"))
    if group in {None, "XX"}:
        return f"{low:04}-01-01", f"{high:04}-12-31"
    months = (int(group), int(group)) if 1 <= int(group) <= 12 else _GROUPS.get(int(group))
    if months is None:
        return None
    if day in {None, "XX"}:
        return f"{low:04}-{months[0]:02}-01", f"{high:04}-{months[1]:02}-{monthrange(high, months[1])[1]:02}"
    if not 1 <= int(day) <= monthrange(high, months[1])[1]:
        return None
    return f"{low:04}-{months[0]:02}-{day}", f"{high:04}-{months[1]:02}-{day}"
