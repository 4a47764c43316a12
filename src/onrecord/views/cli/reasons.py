"""Reasons: the page that says why the mentions of an entry are one act, and what each field's value rests on."""

from collections.abc import Iterator, Mapping

from onrecord.core.records import Entry
from onrecord.meaning.merging.features import JOINED, features
from onrecord.pipeline.ledger import Ledger
from onrecord.views import wording
from onrecord.views.cli.screen import Column, Screen

_VALUE = (
    Column("field", "yellow", wrap=False),
    Column("value", "green"),
    Column("verdict", "magenta", wrap=False),
    Column("origins", wrap=False),
    Column("events", "dim"),
)
_FEATURE = (Column("feature", "yellow", wrap=False), Column("value × weight", wrap=False), Column("what it says"))


def why_page(screen: Screen, ledger: Ledger, entry: Entry) -> None:
    """Write why the mentions of ``entry`` are one act, all values of its fields, and what speaks for each."""
    screen.table(_VALUE, _value_rows(ledger, entry))
    names = {mention: wording.short_id(mention) for mention in entry.mentions}
    for join in ledger.casework.joins(entry):
        screen.line()
        other = names.get(join.other, join.other)
        said = f"{names.get(join.mention, join.mention)} with {other}: {join.score:.2f} (joined from {JOINED:g})"
        screen.line(said, "bold")
        screen.table(_FEATURE, _feature_rows(dict(join.features)))


def _value_rows(ledger: Ledger, entry: Entry) -> Iterator[tuple[str, ...]]:
    for value in ledger.casework.values(entry):
        told = ", ".join(map(wording.short_id, value.mentions))
        yield value.field, value.value, value.verdict, str(value.origins), told


def _feature_rows(values: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    for name, feature in features().items():
        if name in values:
            yield name, f"{values[name]:.2f} × {feature.weight:g} = {values[name] * feature.weight:+.2f}", feature.says
