"""The clock: the time at which rows are made."""

from datetime import UTC, datetime


def now() -> str:
    """Return the time in UTC (ISO 8601, to the second)."""
    return datetime.now(UTC).isoformat(timespec="seconds")
