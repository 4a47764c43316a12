"""Serve as a person sees it: the page's address, and where others can reach it the token that writing needs."""

import secrets
from getpass import getuser

import click

from onrecord.views.cli.opening import existing, ledger_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), metavar="N")
@click.option("--name", "names", multiple=True, help="A further name by which browsers ask for it; may be repeated.")
@click.option("--token", metavar="WORDS", help="What must be given before anything is written (made up where needed).")
@click.option("--who", help="Who decides where a form names nobody (the user's name at this machine).")
@ledger_option
def serve(
    ledger_file: str | None, host: str, port: int, names: tuple[str, ...], token: str | None, who: str | None
) -> None:
    """Show the ledger as a page in the browser: to read, filter, judge and download.

    Only this machine can reach it unless --host says otherwise; writing then needs the token that is printed.
    """
    from onrecord.views.web.serving import Address, serve
    from onrecord.views.web.settings import Settings

    address = Address(host, port, names)
    needed = token or (None if address.local else secrets.token_urlsafe(12))
    settings = Settings(address.allowed, needed, who or getuser())
    with existing(ledger_file) as ledger:

        def ready() -> None:
            click.echo(f"{address.url} shows {ledger.path}. Ctrl-C ends it.")
            if needed:
                click.echo(f"Writing needs this token: {needed}")

        serve(ledger, address, settings, ready)
