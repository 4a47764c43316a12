"""Lineage in the ledger: keys, links with what shows them, and rulings, from rows and to rows."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import batched
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, or_, select

from onrecord.core.lineage import Link, Placement, Ruling, Shown
from onrecord.core.spans import Span
from onrecord.record.database import schema
from onrecord.record.ledger.among import among

_CHUNK: Final = 400
_KEYS: Final = 4000
_MOST_SHOWN: Final = 80
"""How many pieces of evidence are kept of one link; a long copy has a few passages, not hundreds."""


def holders(connection: Connection, keys: Iterable[int], most: int) -> Iterator[tuple[int, str]]:
    """Yield each of ``keys`` with the reports placed under it, at most ``most`` a key, the first by id."""
    for chunk in batched(dict.fromkeys(keys), _KEYS):
        for key, held in connection.execute(_holders(), {"wanted": json.dumps(chunk), "most": most}):
            if held is not None:
                yield from ((key, report) for report in held.split(","))


@cache
def _holders() -> Select[Any]:
    """Return the query for the first ``most`` reports under each of ``wanted`` (JSON): one statement for thousands of
    keys, which stops early at each."""
    table = schema.lineage_key
    wanted = func.json_each(bindparam("wanted")).table_valued("value", name="wanted")
    under = select(table.c.report).where(table.c.key == wanted.c.value).order_by(table.c.report)
    first = under.limit(bindparam("most")).correlate(wanted).subquery()
    held = select(func.group_concat(first.c.report)).correlate(wanted).scalar_subquery()
    return select(wanted.c.value, held)


def facts(connection: Connection, reports: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield those of ``reports`` that are placed, with their facts."""
    table = schema.lineage
    for chunk in batched(dict.fromkeys(reports), _CHUNK):
        for row in connection.execute(select(table.c.report, table.c.facts).where(among(table.c.report, chunk))):
            yield row.report, row.facts


def links(connection: Connection, reports: Iterable[str]) -> Iterator[Link]:
    """Yield the links that name one of ``reports`` on either side, each once, by report and parent."""
    table, shown = schema.lineage_link, schema.lineage_evidence
    found: dict[tuple[str, str], Row[tuple[object, ...]]] = {}
    for chunk in batched(sorted(set(reports)), _CHUNK):
        touching = or_(among(table.c.report, chunk), among(table.c.parent_report, chunk))
        for row in connection.execute(select(table).where(touching)):
            found[row.report, row.parent] = row
    for some in batched(sorted(found), _CHUNK):
        evidence: defaultdict[tuple[str, str], list[Shown]] = defaultdict(list)
        query = select(shown).where(among(shown.c.report, {report for report, _ in some}))
        for row in connection.execute(query.order_by(shown.c.report, shown.c.parent, shown.c.position)):
            ours, theirs = _span(row.start, row.stop), _span(row.parent_start, row.parent_stop)
            evidence[row.report, row.parent].append(Shown(row.feature, row.value, ours, theirs, row.words))
        for key in some:
            each = found[key]
            yield Link(
                each.report, each.parent, each.relation, each.named, each.score, tuple(evidence[key]), each.produced_by
            )


def rulings(connection: Connection, reports: Iterable[str]) -> Iterator[Ruling]:
    """Yield what persons decided about the parents of ``reports``."""
    table = schema.lineage_ruling
    for chunk in batched(sorted(set(reports)), _CHUNK):
        query = select(table).where(among(table.c.report, chunk)).order_by(table.c.report, table.c.parent)
        for row in connection.execute(query):
            yield Ruling(row.report, row.parent, row.relation, row.reason, row.produced_by)


def keep(connection: Connection, placements: Sequence[Placement]) -> None:
    """Keep ``placements``, in place of all keys and links that these reports had."""
    link = schema.lineage_link
    for chunk in batched((placement.report for placement in placements), _CHUNK):
        connection.execute(delete(link).where(or_(among(link.c.report, chunk), among(link.c.parent_report, chunk))))
        for table in (schema.lineage, schema.lineage_key):
            connection.execute(delete(table).where(among(table.c.report, chunk)))
    placed = [{"report": p.report, "facts": p.facts, "produced_by": p.produced_by} for p in placements]
    keys = [{"key": key, "report": p.report, "produced_by": p.produced_by} for p in placements for key in p.keys]
    found = [each for placement in placements for each in placement.links]
    shown = [_shown_row(each, n, s) for each in found for n, s in enumerate(each.shown[:_MOST_SHOWN])]
    every = (
        (schema.lineage, placed),
        (schema.lineage_key, keys),
        (schema.lineage_link, [_link_row(each) for each in found]),
        (schema.lineage_evidence, shown),
    )
    for table, rows in every:
        if rows:
            connection.execute(table.insert(), rows)


def rule(connection: Connection, ruling: Ruling) -> None:
    """Keep ``ruling`` in place of what was decided about the two before."""
    table = schema.lineage_ruling
    same = (table.c.report == ruling.report, table.c.parent == ruling.parent)
    connection.execute(delete(table).where(*same))
    connection.execute(
        table.insert().values(
            report=ruling.report,
            parent=ruling.parent,
            relation=ruling.relation,
            reason=ruling.reason,
            produced_by=ruling.produced_by,
        )
    )


def unrule(connection: Connection, report: str) -> None:
    """Forget what was decided about the parents of ``report``."""
    connection.execute(delete(schema.lineage_ruling).where(schema.lineage_ruling.c.report == report))


def _link_row(link: Link) -> dict[str, str | bool | float | None]:
    return {
        "report": link.report,
        "parent": link.parent,
        "relation": link.relation,
        "named": link.named,
        "parent_report": None if link.named else link.parent,
        "score": link.score,
        "produced_by": link.produced_by,
    }


def _shown_row(link: Link, position: int, shown: Shown) -> dict[str, str | int | float | None]:
    return {
        "report": link.report,
        "parent": link.parent,
        "position": position,
        "feature": shown.feature,
        "value": shown.value,
        "start": shown.ours.start if shown.ours else None,
        "stop": shown.ours.end if shown.ours else None,
        "parent_start": shown.theirs.start if shown.theirs else None,
        "parent_stop": shown.theirs.end if shown.theirs else None,
        "words": shown.words,
        "produced_by": link.produced_by,
    }


def _span(start: int | None, stop: int | None) -> Span | None:
    return None if start is None or stop is None else Span(start, stop)
