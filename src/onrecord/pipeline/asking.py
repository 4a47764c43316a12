"""From what a user asks to what the store is asked: codes, days and names."""

import re
from typing import get_args

from onrecord.core.edtf import bounds
from onrecord.core.errors import LedgerError
from onrecord.record.ledger import Who

_CODE = re.compile(r"[A-Z]{3}")


def code(field: str, value: str | None, codes: object) -> str | None:
    """Return ``value`` as one of the codes of the literal type ``codes`` spells it, whatever its case.

    Raises LedgerError where it is none of them.
    """
    if value is None:
        return None
    known = {str(each).lower(): str(each) for each in get_args(codes)}
    if value.lower() not in known:
        raise LedgerError("filter.code", f"There is no {field} {value!r}.", f"Use one of: {', '.join(known.values())}.")
    return known[value.lower()]


def first_day(value: str | None) -> str | None:
    """Return the first day that the EDTF date ``value`` may mean. Raises LedgerError where it is no date."""
    return None if value is None else _days(value)[0]


def last_day(value: str | None) -> str | None:
    """Return the last day that the EDTF date ``value`` may mean. Raises LedgerError where it is no date."""
    return None if value is None else _days(value)[1]


def who(value: str | None) -> Who | None:
    """Return whom ``value`` names: a code as it stands, else the words and the country or body that they stand for."""
    if value is None:
        return None
    if _CODE.fullmatch(value):
        return Who(value, (value,))
    from onrecord.language.lexicons import languages
    from onrecord.meaning.entities import resolve_actor  # loads the gazetteer

    found = (resolve_actor(value, language=language)[0] for language in languages())
    return Who(value, tuple(dict.fromkeys(c for country in found if country for c in country.split("+"))))


def _days(value: str) -> tuple[str, str]:
    found = bounds(value)
    if found is None:
        raise LedgerError("filter.date", f"{value!r} is no date.", "Write it as 2024, 2024-05 or 2024-05-31.")
    return found
