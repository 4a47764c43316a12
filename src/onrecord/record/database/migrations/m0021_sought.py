"""Version 21: entities are sought by other keys than they are kept under.

New are ``e`` (a pair of words of a name where no country is known), ``c`` for bodies (a pair with a country) and ``l``
(a surname that somebody is known by alone, with a country). Those that only part what very many share, by office, come
with what is read from now on.
"""

from sqlalchemy import Connection, text

from onrecord.record.database.dialects import Dialect

_NEW = (
    """SELECT 'e:' || substr(k.key, 3), k.profile FROM entity_key k JOIN entity_profile p ON p.id = k.profile
       WHERE k.key LIKE 'n:%' AND p.countries = '[]'""",
    """SELECT 'c:' || substr(k.key, 3) || ':' || country.value, k.profile
       FROM entity_key k JOIN entity_profile p ON p.id = k.profile, json_each(p.countries) country
       WHERE k.key LIKE 'n:%' AND p.schema <> 'Person'""",
    """SELECT 'l:' || substr(k.key, 3), k.profile FROM entity_key k JOIN entity_profile p ON p.id = k.profile
       WHERE k.key LIKE 's:%' AND EXISTS (SELECT 1 FROM json_each(p.names) name WHERE name.value NOT LIKE '% %')""",
)


def apply(connection: Connection, dialect: Dialect) -> None:
    """Add the keys of the entities that are known."""
    for found in _NEW:
        rows = f"SELECT DISTINCT found.*, 'migration@21' FROM ({found}) found"
        connection.execute(text(f"INSERT OR IGNORE INTO entity_key (key, profile, produced_by) {rows}"))
