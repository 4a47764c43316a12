"""The command line: a thin face of the Python functions."""

import contextlib
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import click

from onrecord.core.errors import OnrecordError
from onrecord.views.cli.commands import cli

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (the process's own where None) ask for and return the exit status.

    0 all well, 1 it failed or some inputs did, 2 wrong use, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = cli.main(args=None if arguments is None else list(arguments), standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return _INTERRUPTED
    except OnrecordError as error:
        click.echo(f"onrecord: {error.message} {error.mend} [{error.code}]", err=True)
        return 1
    except BrokenPipeError:
        # The reader (`head`, a pager) has had enough; Python would complain once more when it closes the stream.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status if isinstance(status, int) else 0
