"""Data: the entries as the site's own script filters them, in the reader's language."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.core.decisions import Decision
from onrecord.core.edtf import bounds
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.record.ledger import EntryFilter
from onrecord.views import wording
from onrecord.views.site.places import place_of
from onrecord.views.summary import summary
from onrecord.views.web.interface import Interface
from onrecord.views.web.naming import sides

FIELDS: Final = ("type", "stage", "item", "actor", "recipient", "context", "tier", "outlet", "first", "state")
"""The fields by which a reader of the site can filter, beside words and dates."""
_AT_ONCE: Final = 200

type Row = dict[str, str | list[str]]


def rows(ledger: Ledger, language: Interface) -> Iterator[Row]:
    """Yield what the script needs of each entry: its codes by field, its days, and the cells of its row."""
    first, states = _by_entry(ledger, "first"), _by_entry(ledger, "state")
    ids = ledger.search().entries
    for start in range(0, len(ids), _AT_ONCE):
        accounts = [a for a in ledger.accounts(ledger.casework.entries(ids[start : start + _AT_ONCE])) if a.events]
        held = ledger.casework.held(account.entry for account in accounts)
        for account in accounts:
            key = account.entry.id
            yield _row(account, held[key], language) | {"first": first.get(key, []), "state": states.get(key, [])}


def written(found: Iterable[Row]) -> str:
    """Return the rows as a script that gives them to the site's own: a page in a folder may read no other file."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in found)
    return f"window.onrecordEntries = [\n{lines}\n];\n"


def names(ledger: Ledger, language: Interface) -> dict[str, list[tuple[str, str, int]]]:
    """Return for each field its values with what they are called and how many entries carry each."""
    counts = ledger.facets(names=FIELDS, most=1_000)
    return {
        field: [(value, _named(field, value, language), count) for value, count in counts[field]] for field in FIELDS
    }


def _row(account: Account, decisions: tuple[Decision, ...], language: Interface) -> Row:
    entry, says = account.entry, summary(account, decisions)
    days = bounds(says.when) or bounds(says.reported) or ("", "")
    events, reports = account.events, account.reports
    outlets = dict.fromkeys(report.outlet for report in reports.values() if report.outlet)
    evidence = " ".join(event.evidence.of(reports[event.report].text) for event in events)
    stage = language.code_name("stage", entry.stage)
    denied = f", {language.code_name('polarity', 'denied')}" if says.polarity == "denied" else ""
    return {
        "href": (place_of(f"/entries/{entry.id}", "") or "").lstrip("/"),
        "type": [entry.type],
        "stage": [entry.stage],
        "tier": [entry.tier],
        "item": sorted({item.category for event in events for item in event.items}),
        "actor": sorted({c for e in events for party in e.actors for c in (party.country or "").split("+") if c}),
        "recipient": sorted({c for e in events for p in e.recipients for c in (p.country or "").split("+") if c}),
        "context": sorted({context for event in events for context in event.contexts}),
        "outlet": list(outlets),
        "days": list(days),
        "cells": [
            says.when or (language("date.reported", date=says.reported) if says.reported else ""),
            language.code_name("type", entry.type),
            sides(says),
            "; ".join(part.words for part in says.items),
            stage + denied,
            f"{'?' if entry.origins is None else entry.origins} / {len(reports)}",
            ", ".join(dict.fromkeys(wording.source(report) for report in reports.values())),
        ],
        "words": wording.short(f"{sides(says)} {evidence}", 1_000),
    }


def _by_entry(ledger: Ledger, field: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value, _ in ledger.facets(names=(field,), most=1_000)[field]:
        wanted = EntryFilter(first=(value,)) if field == "first" else EntryFilter(state=(value,))
        for entry in ledger.search(wanted).entries:
            found.setdefault(entry, []).append(value)
    return found


def _named(field: str, value: str, language: Interface) -> str:
    if field in {"actor", "recipient"}:
        return language.country(value)
    return wording.short(value, 60) if field in {"outlet", "first"} else language.code_name(field, value)
