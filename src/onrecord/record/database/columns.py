"""Column types that SQLite's STRICT tables and PostgreSQL both take."""

import json
from json.encoder import encode_basestring
from typing import cast

from sqlalchemy import REAL, Double, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from onrecord.core.quantities import Number
from onrecord.core.records import Ground


class Words(TypeDecorator[tuple[str, ...]]):
    """A short list of words, kept as a JSON array in text (Datasette can facet by it)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the list as JSON."""
        # Texts alone need no encoder, which would be made for each list anew
        return None if value is None else f"[{', '.join(map(encode_basestring, value))}]"

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read the list from JSON."""
        return None if value is None else tuple(cast("list[str]", json.loads(value)))


class Grounds(TypeDecorator[tuple[Ground, ...]]):
    """What weighed for parties, kept as a JSON array of side, trait and weight; NULL for none."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Ground, ...] | None, dialect: Dialect) -> str | None:
        """Write the list as JSON."""
        return json.dumps([[each.side, each.trait, each.weight] for each in value]) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Ground, ...]:
        """Read the list from JSON."""
        return tuple(Ground(*each) for each in json.loads(value)) if value else ()


class Flag(TypeDecorator[bool]):
    """A truth value, kept as 0 or 1 (STRICT tables know no BOOLEAN)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Write 0 or 1."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """Read 0 or 1."""
        return None if value is None else bool(value)


class Amount(TypeDecorator[Number]):
    """A number, whole ones given back as int."""

    impl = Double
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[float]:
        """Use REAL in SQLite, whose STRICT tables know no DOUBLE."""
        return REAL() if dialect.name == "sqlite" else Double()

    def process_bind_param(self, value: Number | None, dialect: Dialect) -> float | None:
        """Write a float."""
        return None if value is None else float(value)

    def process_result_value(self, value: float | None, dialect: Dialect) -> Number | None:
        """Read a whole number as int."""
        return int(value) if value is not None and value.is_integer() else value
