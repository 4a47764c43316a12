"""Promised against delivered: each promise that the entries of a view belong to, figure by figure, by pair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.routing import Route

from onrecord.core.records import Amount, Commitment
from onrecord.pipeline.ledger import Account, Ledger
from onrecord.views import wording
from onrecord.views.charts.chart import Cell, Table
from onrecord.views.charts.promises import Bar, Group, promised
from onrecord.views.charts.timeline import Frame
from onrecord.views.summary import Summary, summary
from onrecord.views.web.asking import wanted_of
from onrecord.views.web.entries import pager
from onrecord.views.web.figures import Figure, routes_of
from onrecord.views.web.interface import Interface
from onrecord.views.web.naming import figure_of, sides
from onrecord.views.web.queries import Query

PATH: Final = "/promises"
PAGE: Final = 40
"""How many entries of promises a page is made of; a promise has two and more of them."""
_REVERSED: Final = frozenset({"REQUEST", "REJECT"})


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with who gives to whom, and its figures by what is counted: promised, delivered, outstanding."""

    commitment: Commitment
    pair: str
    figures: tuple[tuple[Amount | None, Amount | None, Amount | None], ...]


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return routes_of(PATH, "promises", figure)


def figure(ledger: Ledger, query: Query, t: Interface) -> Figure:
    """Return the promises that the entries ``query`` asks for belong to, the latest first."""
    found, total = promises_of(ledger, query)
    rows = [row for promise in found for row in _rows(promise, t)]
    columns = ("pair", "item", "state", "promised", "delivered", "outstanding", "origins", "deadline")
    table = Table(tuple(t(f"promises.{name}") for name in columns), tuple(rows))
    frame = Frame("promises", t("promises.title"), t("promises.says"), table)
    bare = sum(not any(whole or part for whole, part, _ in promise.figures) for promise in found)
    notes = (t("promises.bare", n=bare),) if bare else ()
    pages = max(1, -(-total // PAGE))
    return Figure(promised(frame, _groups(found, t)), total, notes, (), pager(query, pages, PATH))


def promises_of(ledger: Ledger, query: Query) -> tuple[list[Promise], int]:
    """Return one page of the promises that the entries ``query`` asks for belong to, those of one pair together, and
    how many such entries there are."""
    held, total = ledger.survey.promises(wanted_of(query), limit=PAGE, offset=(query.page - 1) * PAGE)
    accounts = _accounts(ledger, held)
    found = (promise_of(each, [accounts[id] for id in each.entries if id in accounts]) for each in held)
    return _by_pair(found), total


def promise_of(commitment: Commitment, accounts: Sequence[Account]) -> Promise:
    """Return the figures of ``commitment`` side by side."""
    kinds: dict[tuple[str, str | None], list[Amount | None]] = {}
    for n, amounts in enumerate((commitment.promised, commitment.delivered, commitment.outstanding)):
        for amount in amounts:
            kinds.setdefault((amount.category, amount.unit), [None, None, None])[n] = amount
    figures = tuple((whole, part, left) for whole, part, left in kinds.values())
    return Promise(commitment, sides(_giving(accounts)) if accounts else "?", figures)


def _accounts(ledger: Ledger, commitments: Iterable[Commitment]) -> dict[str, Account]:
    """Return the entries of these commitments as lists show them, by id."""
    entries = ledger.casework.entries(dict.fromkeys(id for each in commitments for id in each.entries))
    return {account.entry.id: account for account in ledger.outlines(entries) if account.events}


def _giving(accounts: Sequence[Account]) -> Summary:
    """Return the first act in which the one who gives acts (a request names the two the other way round)."""
    given = [account for account in accounts if account.entry.type not in _REVERSED] or list(accounts)
    told = [summary(account) for account in given]
    return next((says for says in told if says.actors and says.recipients), told[0])


def _by_pair(promises: Iterable[Promise]) -> list[Promise]:
    """Return the promises with those of one pair next to each other, where the first of them stands."""
    held: dict[str, list[Promise]] = {}
    for promise in promises:
        held.setdefault(promise.pair, []).append(promise)
    return [promise for group in held.values() for promise in group]


def _groups(promises: Sequence[Promise], t: Interface) -> list[Group]:
    held: dict[str, list[Bar]] = {}
    for promise in promises:
        for whole, part, left in promise.figures:
            if whole or part:
                held.setdefault(promise.pair, []).append(_bar(promise, whole, part, left, t))
    return [Group(pair, tuple(bars)) for pair, bars in held.items()]


def _bar(promise: Promise, whole: Amount | None, part: Amount | None, left: Amount | None, t: Interface) -> Bar:
    said = []
    for name, amount in (("promised", whole), ("delivered", part), ("outstanding", left)):
        if amount:
            said.append(f"{t(f'figures.{name}')} {reading(amount, t)}")
    words = " · ".join(said)
    label = f"{_item(whole or part, t)} ({t.code_name('state', promise.commitment.state)})"
    title = f"{promise.pair}, {label}: {words}"
    return Bar(label, whole, part, words, title, f"/entries/{promise.commitment.entries[0]}")


def _rows(promise: Promise, t: Interface) -> Iterable[tuple[Cell, ...]]:
    commitment = promise.commitment
    state = " · ".join(t.code_name("state", each) for each in (commitment.state, commitment.halt) if each)
    pair = Cell(promise.pair, f"/entries/{commitment.entries[0]}")
    deadline = Cell(t.date(commitment.deadline) if commitment.deadline else "")
    for figures in promise.figures or ((None, None, None),):
        known = [amount for amount in figures if amount]
        item = _item(known[0], t) if known else ""
        origins = str(min(amount.origins for amount in known)) if known else ""
        said = (Cell(reading(amount, t) if amount else "–", None, True) for amount in figures)
        yield (pair, Cell(item), Cell(state), *said, Cell(origins, None, True), deadline)


def reading(amount: Amount, t: Interface) -> str:
    """Return a figure with its unit, ranges as ranges, as the reader's language writes numbers."""
    each = f" {t('promises.each')}" if amount.each else ""
    return (figure_of(amount, t) or "–") + each


def _item(amount: Amount | None, t: Interface) -> str:
    if amount is None:
        return ""
    return wording.short(amount.what, 40) or t.code_name("item", amount.category)
