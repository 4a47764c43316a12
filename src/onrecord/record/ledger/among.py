"""Among: the condition that a column holds one of many values, as one parameter, so that the statement is compiled
once for any number of them.

A statement that is asked for again and again is best made once: with ``among_wanted``, its values handed over as
``wanted`` when it is run.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select


def among(column: ColumnElement[Any], values: Iterable[str | int]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of ``values`` (texts or whole numbers, at best a few thousand)."""
    return column.in_(select(each(values)))


def each(values: Iterable[str | int]) -> ColumnElement[Any]:
    """Return ``values`` as a column of rows."""
    return func.json_each(json.dumps(list(values), ensure_ascii=False)).table_valued("value").c.value


def among_wanted(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of the values that the statement is run with (``wanted``)."""
    return column.in_(select(each_wanted()))


def each_wanted() -> ColumnElement[Any]:
    """Return the values that the statement is run with (``wanted``) as a column of rows."""
    return func.json_each(bindparam("wanted")).table_valued("value").c.value


def wanted(values: Iterable[str | int]) -> dict[str, str]:
    """Return ``values`` as the parameter of statements made with ``among_wanted`` or ``each_wanted``."""
    return {"wanted": json.dumps(list(values), ensure_ascii=False)}
