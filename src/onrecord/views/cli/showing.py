"""The command that shows the ledger: entries by filter, sorted, paged and counted, or one page by its id."""

from collections.abc import Iterable
from typing import Final, get_args

import click

from onrecord.core.vocabulary import CONTEXTS, Category, CommitmentState, EventType, Stage, Tier
from onrecord.pipeline.asking import entry_filter
from onrecord.pipeline.past import counted, stood
from onrecord.record.ledger import FACETS, Sort
from onrecord.views.cli import pages, tables
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.past import then_page, then_table
from onrecord.views.cli.screen import Column, Screen

_COUNT: Final = (Column("facet", "yellow", wrap=False), Column("value", "cyan"), Column("entries", wrap=False))


@click.command()
@click.argument("id", required=False)
@click.option("--type", type=click.Choice(get_args(EventType), case_sensitive=False), metavar="TYPE")
@click.option("--stage", type=click.Choice(get_args(Stage), case_sensitive=False), metavar="STAGE")
@click.option("--actor", metavar="WHO", help="Who acts: a country's code or name, or part of a name.")
@click.option("--recipient", metavar="WHO", help="To whom: a country's code or name, or part of a name.")
@click.option("--item", metavar="WHAT", help=f"A noun, or one of: {', '.join(get_args(Category))}.")
@click.option("--since", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to this day, month or year, included.")
@click.option("--text", metavar="WORDS", help='Words that the evidence holds; "phrases" in double quotes.')
@click.option("--outlet", metavar="NAME", help="Told by an outlet of this name.")
@click.option("--language", metavar="CODE", help="Told in this language.")
@click.option("--origins", type=click.IntRange(0), metavar="N", help="Of at least so many independent origins.")
@click.option("--conflict", metavar="FIELD", help="Where origins disagree: items, when, any or none.")
@click.option("--tier", type=click.Choice(get_args(Tier)), help="Whether a person has looked at it.")
@click.option("--context", type=click.Choice(CONTEXTS), metavar="CONTEXT", help=f"One of: {', '.join(CONTEXTS)}.")
@click.option("--state", type=click.Choice(get_args(CommitmentState)), help="How far its commitment has come.")
@click.option("--sort", type=click.Choice(get_args(Sort)), default="day", show_default=True)
@click.option("--limit", type=click.IntRange(0), default=0, metavar="N", help="At most so many lines (0: all).")
@click.option("--skip", type=click.IntRange(0), default=0, metavar="N", help="From this line on.")
@click.option("--as-of", metavar="DATE", help="What the ledger said at the end of this day (or at a time in UTC).")
@click.option("--counts", is_flag=True, help="Count the entries by each value instead.")
@click.option("--dropped", is_flag=True, help="With a report's ID: what was left out of it, and why.")
@click.option("--why", is_flag=True, help="With an entry's or entity's ID: what makes its mentions one.")
@ledger_option
def show(
    id: str | None,
    ledger_file: str | None,
    dropped: bool,
    why: bool,
    counts: bool,
    as_of: str | None,
    sort: Sort,
    limit: int,
    skip: int,
    **filters: str | int | None,
) -> None:
    """Show the ledger as a table, or one entry, report or statement by its ID (the beginning is enough)."""
    screen = Screen()
    with existing(ledger_file) as ledger:
        if id is not None and as_of is not None:
            then_page(screen, ledger, as_of, id)
            return
        if id is not None:
            pages.page(screen, ledger, id, dropped=dropped, why=why)
            return
        wanted = entry_filter(**filters)
        if as_of is not None:
            found = stood(ledger.casework.as_of(as_of), wanted, sort)
            if counts:
                screen.table(_COUNT, _counted(counted(found)))
            else:
                then_table(screen, ledger, as_of, found, skip, limit)
            return
        if counts:
            screen.table(_COUNT, _counted(ledger.facets(wanted, names=FACETS)))
            return
        page = ledger.search(wanted, sort=sort, limit=limit or None, offset=skip)
        tables.entry_table(screen, ledger.outlines(ledger.found(page), most=1))
        if len(page.entries) < page.total:
            screen.line(f"{skip + 1}-{skip + len(page.entries)} of {page.total}", "dim")


def _counted(facets: dict[str, list[tuple[str, int]]]) -> Iterable[tuple[str, str, str]]:
    for name, values in facets.items():
        for value, count in values:
            yield name, value, str(count)
