"""Among: the condition that a column holds one of many values, as one parameter, so that the statement is compiled
once for any number of them."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, select


def among(column: ColumnElement[Any], values: Iterable[str | int]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of ``values`` (texts or whole numbers, at best a few thousand)."""
    return column.in_(select(each(values)))


def each(values: Iterable[str | int]) -> ColumnElement[Any]:
    """Return ``values`` as a column of rows."""
    return func.json_each(json.dumps(list(values), ensure_ascii=False)).table_valued("value").c.value
