"""Version 23: commitments without an entry are withdrawn.

Entries that were merged into others had taken their place in a commitment with them; one of which nothing was left
stayed behind.
"""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect

_BEREFT = "id NOT IN (SELECT commitment FROM commitment_entry)"
_STEPS = (
    f"""INSERT INTO entry_version (entry, made, gone, content, produced_by)
        SELECT id, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'), 1, '{{}}', 'migration@23'
        FROM commitment WHERE {_BEREFT} ORDER BY id""",
    f"DELETE FROM commitment WHERE {_BEREFT}",
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Withdraw them, and put that on record."""
    for step in _STEPS:
        connection.execute(text(step))
