"""Reasons: the page that says why the mentions of an entry are one act, and what each field's value rests on."""

from collections.abc import Iterator, Mapping

from onrecord.core.records import Entry, Event
from onrecord.meaning.grounds.weighing import meanings
from onrecord.meaning.merging.features import JOINED, features
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.cli.screen import Column, Screen

_VALUE = (
    Column("field", "yellow", wrap=False),
    Column("value", "green"),
    Column("verdict", "magenta", wrap=False),
    Column("origins", wrap=False),
    Column("events", "dim"),
)
_GROUND = (Column("side", "yellow", wrap=False), Column("weight", wrap=False), Column("what it says"))
_FEATURE = (Column("feature", "yellow", wrap=False), Column("value × weight", wrap=False), Column("what it says"))


def why_page(screen: Screen, ledger: Ledger, account: Account) -> None:
    """Write all values of the fields of an entry and what speaks for each, why these are the parties of each of its
    mentions, and why the mentions are one act."""
    entry = account.entry
    screen.table(_VALUE, _value_rows(ledger, entry))
    for event in account.events:
        if event.grounds:
            screen.line()
            screen.line(
                f"{wording.short_id(event.id)}: the clause leaves parties open; what weighed most for these", "bold"
            )
            screen.table(_GROUND, _ground_rows(event))
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


def _ground_rows(event: Event) -> Iterator[tuple[str, ...]]:
    for each in event.grounds:
        side = "both" if each.side == "pair" else each.side
        yield side, f"{each.weight:+.2f}", meanings().get(each.trait, each.trait)


def _feature_rows(values: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    for name, feature in features().items():
        if name in values:
            yield name, f"{values[name]:.2f} × {feature.weight:g} = {values[name] * feature.weight:+.2f}", feature.says
