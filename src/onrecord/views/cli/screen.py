"""The screen: tables and pages with rich on a terminal, plain lines where the output goes elsewhere.

Article text never passes through rich's markup: every cell and line is a ``Text``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.views.wording import safe

PLAIN_GAP: Final = " | "

STYLES: Final = {
    "evidence": "",
    "trigger": "bold yellow",
    "stage": "bold magenta",
    "polarity": "bold red",
    "actor": "bold cyan",
    "recipient": "bold blue",
    "item": "bold green",
    "when": "bold bright_yellow",
    "where": "bold bright_blue",
    "attribution": "bold bright_cyan",
    "content": "green",
    "cue": "bold yellow",
    "speaker": "bold cyan",
    "addressee": "bold blue",
    "venue": "bold bright_blue",
}
"""How the words of each field are drawn."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, style, and whether its cells may be broken over lines."""

    head: str
    style: str = ""
    wrap: bool = True


class Screen:
    """Where a command writes to."""

    def __init__(self) -> None:
        """Write to standard output as it is now."""
        self._console = Console(highlight=False, soft_wrap=False)

    @property
    def rich(self) -> bool:
        """Whether a person's terminal shows the output."""
        return self._console.is_terminal

    @property
    def console(self) -> Console:
        """The terminal."""
        return self._console

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """Write a table; elsewhere than on a terminal, a line a row, cells parted by ``|``."""
        if not self.rich:
            for row in rows:
                click.echo(PLAIN_GAP.join(safe(cell).replace("\n", " ") for cell in row))
            return
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for column in columns:
            table.add_column(Text(column.head), style=column.style, no_wrap=not column.wrap, overflow="fold")
        for row in rows:
            table.add_row(*(Text(safe(cell)) for cell in row))
        self._console.print(table)

    def line(self, text: str = "", style: str = "") -> None:
        """Write a line of text."""
        if self.rich:
            self._console.print(Text(safe(text), style=style))
        else:
            click.echo(safe(text))

    def marked(self, pieces: Iterable[tuple[str, Sequence[str]]], indent: int = 2) -> None:
        """Write words of which each piece names the fields that were read from it.

        On a terminal the fields are drawn by style; elsewhere they stand in brackets after the words.
        """
        text = Text()
        for words, fields in pieces:
            known = [field for field in fields if STYLES.get(field)]
            if self.rich:
                text.append(safe(words), style=STYLES[known[0]] if known else "")
            elif known:
                text.append(f"[{safe(words)}]({'+'.join(known)})")
            else:
                text.append(safe(words))
        if self.rich:
            from rich.padding import Padding

            self._console.print(Padding(text, (0, 0, 0, indent)))
        else:
            click.echo(" " * indent + text.plain.replace("\n", " "))
