"""Version 22: merging keys begin with their time.

``AID|BFA+RUS|m2024-01`` becomes ``m2024-01|AID|BFA+RUS``, and ``c|BFA>RUS|food|2024`` becomes ``c|2024|BFA>RUS|food``:
a key's time stands after its last bar.
"""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect

# What stands after the last bar: the rest of the key once all but bars are trimmed from its end is what stands before.
_BEFORE = "rtrim(key, replace(key, '|', ''))"
_TIME = f"substr(key, length({_BEFORE}) + 1)"
_TURNED = f"""CASE
    WHEN key GLOB 'r|*' THEN key
    WHEN key GLOB 'c|*' THEN 'c|' || {_TIME} || '|' || substr(key, 3, length({_BEFORE}) - 3)
    ELSE {_TIME} || '|' || substr(key, 1, length({_BEFORE}) - 1)
  END"""
_STEPS = (
    "CREATE TEMPORARY TABLE turned AS SELECT key, mention, produced_by FROM merge_key",
    "DROP INDEX ix_merge_key_mention",
    "DELETE FROM merge_key",
    f"""INSERT INTO merge_key (key, mention, produced_by)
        SELECT {_TURNED} AS turned_key, mention, 'migration@22' FROM turned ORDER BY turned_key, mention""",
    "CREATE INDEX ix_merge_key_mention ON merge_key (mention)",
    "DROP TABLE turned",
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Turn the keys of the mentions that are known."""
    for step in _STEPS:
        connection.execute(text(step))
