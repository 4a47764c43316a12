"""The commands on entities: list, show, merge, split, import."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.config import read_config
from onrecord.core.entities import MACHINE, Decision, Office, Profile
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.views import wording
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.screen import Column, Screen

if TYPE_CHECKING:
    from onrecord.pipeline.entities import Dossier, Entities
    from onrecord.pipeline.importing import ImportSummary

_COLUMNS = (
    Column("id", "dim", wrap=False),
    Column("named", wrap=False),
    Column("schema", wrap=False),
    Column("name", "bold"),
    Column("country", wrap=False),
    Column("offices"),
    Column("also"),
)
_MOST = 200
_WIDTH = 12
_TOLD_EACH = 10_000


@click.group(invoke_without_command=True)
@click.option("--name", metavar="WORDS", help="Whole words of one of its names, accents and case aside.")
@click.option("--schema", metavar="SCHEMA", help="One of FollowTheMoney: Person, Organization, PublicBody, Country.")
@ledger_option
@click.pass_context
def entities(context: click.Context, ledger_file: str | None, name: str | None, schema: str | None) -> None:
    """List the people, bodies and states of all reports, the most named first; show, merge, split or import them."""
    if context.invoked_subcommand is None:
        with existing(ledger_file) as ledger:
            found = ledger.registry.find(name, schema=schema, most=_MOST)
        Screen().table(_COLUMNS, (_row(profile, told) for profile, told in found))
        if not found and name is None:
            click.echo("No report names one yet; imported ones are found with --name WORDS.", err=True)


@entities.command()
@click.argument("id")
@click.option("--why", is_flag=True, help="Say what spoke for taking its mentions for one.")
@ledger_option
def show(id: str, why: bool, ledger_file: str | None) -> None:
    """Show an entity: its names, offices, where reports name it and, with --why, the decisions on it."""
    with existing(ledger_file) as ledger:
        entity_page(Screen(), ledger, id, why=why)


@entities.command()
@click.argument("one")
@click.argument("other")
@click.option("--why", default="", metavar="TEXT", help="Your reason; it is kept.")
@ledger_option
def merge(one: str, other: str, why: str, ledger_file: str | None) -> None:
    """Make two entities one. What was decided before is kept, and can be taken back with `split`."""
    with existing(ledger_file) as ledger:
        profile = ledger.registry.merge(one, other, person=getpass.getuser(), why=why)
    Screen().line(f"{profile.id}  {profile.name}: {', '.join(profile.names)}")


@entities.command()
@click.argument("id")
@click.argument("mentions", nargs=-1, required=True, metavar="MENTION...")
@click.option("--why", default="", metavar="TEXT", help="Your reason; it is kept.")
@ledger_option
def split(id: str, mentions: tuple[str, ...], why: str, ledger_file: str | None) -> None:
    """Part mentions (their ids stand in `entities show ID`) from an entity; they stay apart from then on."""
    with existing(ledger_file) as ledger:
        sides = ledger.registry.split(id, mentions, person=getpass.getuser(), why=why)
    for profile in sides:
        Screen().line(f"{profile.id}  {profile.name}: {', '.join(profile.names)}")


@entities.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@ledger_option
def import_(file: Path, ledger_file: str | None) -> int:
    """Take in FollowTheMoney JSON lines (OpenSanctions' sets, a watch list) as entities to know again.

    A file packed by gzip is read as it is. A ledger is made where there is none. Lines that cannot be read are named
    with the mend, and the rest goes in. Exit status: 0 all well, 1 some lines could not be read.
    """
    from onrecord.meaning.entities.across.resolving import MOST_COMPARED

    config = read_config(ledger=ledger_file)
    with open_ledger(config.ledger, config=config) as ledger:
        summary = ledger.registry.load(file, _Progress())
    screen = Screen()
    screen.line(f"{summary.kept} records taken in, {summary.joined} of them joined to entities known before")
    if summary.capped:
        screen.line(f"{summary.capped} were compared with the {MOST_COMPARED} that share the rarest keys, not with all")
    for reason, left in sorted(summary.left_out.items()):
        lines = ", ".join(map(str, left.lines)) + (", ..." if left.count > len(left.lines) else "")
        many = "1 line" if left.count == 1 else f"{left.count} lines"
        screen.line(f"{many} left out: {reason} (line {lines}). {left.mend}".rstrip())
    if not summary.kept:
        screen.line(f"{file} holds no people or bodies: see that it is the right file of FollowTheMoney's JSON lines.")
    return int(summary.faulty or not summary.kept)


class _Progress:
    """Writes how many records are in to standard error, every some thousand."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, summary: "ImportSummary") -> None:
        if summary.kept >= self._told + _TOLD_EACH:
            self._told = summary.kept
            click.echo(f"{summary.kept} records taken in ...", err=True)


def entity_page(screen: Screen, ledger: Ledger, id: str, *, why: bool = False) -> None:
    """Write the page of the entity whose id begins with ``id``; with ``why`` the decisions that made it.

    Raises LedgerError where there is none, or several.
    """
    from onrecord.meaning.entities.across.resolving import COMPARED

    dossier = ledger.registry.dossier(id)
    profile = dossier.profile
    screen.line(f"{profile.name}  ({profile.schema})", "bold")
    days = f"{profile.first} to {profile.last}" if profile.first else ""
    known = {
        "id": profile.id,
        "names": "; ".join(profile.names),
        "country": ", ".join(profile.countries),
        "offices": "; ".join(map(_office, profile.offices)),
        "reported": days,
        "imported": profile.source or "",
    }
    for name, value in (*known.items(), *_kept(profile)):
        if value:
            screen.line(f"{name:<{_WIDTH}}{value}")
    if dossier.nodes:
        screen.line()
        for node, said in dossier.nodes.items():
            told = f"{said.source}" if said.source else f"{said.first or 'unknown day'}"
            screen.line(f"{node}  {said.name} ({', '.join(said.countries) or 'no country'}), {told}")
            for words in (v for key, values in said.properties if key == COMPARED for v in values):
                screen.line(f"  compared with {words}")
    screen.line()
    for report in ledger.reports_by_id(dict.fromkeys(report for report, _ in dossier.mentions)):
        screen.line(f"{wording.short_id(report.id)}  {report.published or 'unknown'}  {report.title or report.file}")
    if why:
        _decisions(screen, dossier, ledger.registry)


def _decisions(screen: Screen, dossier: "Dossier", registry: "Entities") -> None:
    from onrecord.meaning.entities.across.matching import meaning_of

    screen.line()
    if not dossier.nodes:
        screen.line("Known by what it is: every mention of this state, office or body is one.")
    for decision in dossier.decisions:
        names = [_named(dossier, node, registry) for node in (decision.left, decision.right)]
        stands = f", no longer since {decision.superseded}" if decision.superseded else ""
        screen.line(f"{decision.judgement}: {names[0]} = {names[1]}{stands}", "bold")
        screen.line(f"  {_maker(decision)}")
        for feature in decision.features:
            words = f" [{feature.words}]" if feature.words else ""
            screen.line(f"  {feature.share:+.2f}  {meaning_of(feature.name)}{words}")


def _maker(decision: Decision) -> str:
    from onrecord.meaning.entities.across.matching import POSITIVE

    if decision.made_by != MACHINE:
        return f"decided by {decision.made_by} at {decision.made}" + (f": {decision.why}" if decision.why else "")
    return f"score {decision.score:.2f} ({POSITIVE:.2f} and more joins)" + (f": {decision.why}" if decision.why else "")


def _named(dossier: "Dossier", node: str, registry: "Entities") -> str:
    said = dossier.nodes.get(node) or registry.known(node)
    return f"{said.name} ({node})" if said is not None else node


def _office(office: Office) -> str:
    days = f", told {office.since or '..'} to {office.until or '..'}" if office.since or office.until else ""
    return f"{office.role}{f' of {office.country}' if office.country else ''}{days}"


def _row(profile: Profile, told: int) -> tuple[str, ...]:
    return (
        profile.id,
        str(told),
        profile.schema,
        profile.name,
        ", ".join(profile.countries),
        "; ".join(profile.roles),
        "; ".join(name for name in profile.names if name != profile.name),
    )


def _kept(profile: Profile) -> list[tuple[str, str]]:
    from onrecord.meaning.entities.across.resolving import COMPARED

    return [(key, "; ".join(values)) for key, values in profile.properties if key != COMPARED]
