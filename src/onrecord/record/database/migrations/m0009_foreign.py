"""Version 9: which passages of a report are in another language.

The table as it was at that version. This file stays as it is, whatever ``schema.py`` becomes.
"""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect


def apply(connection: Connection, dialect: Dialect) -> None:
    """Create the table."""
    strict = " STRICT" if connection.dialect.name == "sqlite" else ""
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS foreign_stretch ("
            "report TEXT NOT NULL, position INTEGER NOT NULL, language TEXT NOT NULL, start INTEGER, "
            "stop INTEGER, produced_by TEXT NOT NULL, PRIMARY KEY (report, position), "
            f"FOREIGN KEY(report) REFERENCES report (id) ON DELETE CASCADE){strict}"
        )
    )
