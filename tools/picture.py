"""Draw the pictures in docs/ from what the commands really print: ``python tools/picture.py``.

Each command runs as a user would run it, in colour and in a terminal of fixed width; its output becomes an SVG that
asks no other host for a font.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from onrecord import open_ledger
from onrecord.pipeline.ledger import Account
from onrecord.views.charts.chart import svg_file
from onrecord.views.web import promises, timeline
from onrecord.views.web.interface import interfaces
from onrecord.views.web.queries import query_of

DOCS = Path(__file__).resolve().parent.parent / "docs"
COMMAND = "import sys; from onrecord.views.cli import main; sys.exit(main())"
# Ink on paper: background, text, then the eight colours and their bright kin, each dark enough to read.
PAPER = TerminalTheme(
    (252, 252, 249),
    (36, 41, 46),
    [
        (36, 41, 46), (179, 29, 40), (22, 111, 53), (133, 86, 0),
        (3, 84, 181), (111, 66, 193), (14, 108, 120), (90, 96, 102),
    ],
    [
        (110, 118, 125), (203, 36, 49), (34, 134, 58), (160, 106, 0),
        (0, 92, 197), (138, 99, 210), (27, 124, 131), (36, 41, 46),
    ],
)  # fmt: skip

# rich's own frame without the fonts that it would load from a host.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">\
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


@dataclass(frozen=True)
class Picture:
    """One picture: the command as the reader would type it, the file, and the terminal's width in columns."""

    file: str
    arguments: tuple[str, ...]
    width: int = 130


def run(arguments: tuple[str, ...], width: int, folder: Path) -> str:
    """Return what the command prints in a colour terminal of ``width`` columns."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    environment |= {"COLUMNS": str(width), "LINES": "200"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-c", COMMAND, *arguments]
    answer = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=True)
    # What overwrites its own line (a progress bar) shows only its last state.
    return "\n".join(line.rsplit("\r", 1)[-1].rstrip() for line in answer.stdout.rstrip().split("\n"))


def draw(printed: str, title: str, width: int) -> str:
    """Return ``printed``, with its ANSI colours, as an SVG under ``title``."""
    console = Console(record=True, width=width, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(printed + "\n"), no_wrap=True, crop=False)
    return console.export_svg(title=title, theme=PAPER, code_format=FRAME, unique_id="onrecord")


def telling_entry(ledger: Path) -> str:
    """Return the id of the entry whose page shows most: a promise with most of its fields read."""
    with open_ledger(ledger) as opened:
        accounts = list(opened.accounts(opened.entries(type="AID", stage="pledged")))

    def shown(account: Account) -> int:
        event = account.events[0]
        quantities = sum(item.low is not None for item in event.items)
        return sum(map(bool, (event.actors, event.recipients, quantities, event.when_span, event.attribution)))

    return max(accounts, key=shown).entry.id.rpartition("-")[2][:8]


def charts(ledger: Path) -> None:
    """Draw the page's charts of the ledger as files by themselves."""
    language = next(iter(interfaces().values()))
    with open_ledger(ledger) as opened:
        for build, asked in ((timeline.figure, [("since", "2021"), ("until", "2023")]), (promises.figure, [])):
            chart = build(opened, query_of(asked), language).chart
            (DOCS / f"{chart.name}.svg").write_text(svg_file(chart), "utf-8")


def main() -> None:
    """Draw every picture."""
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = str(files("onrecord.views.demo").joinpath("reports"))
        run(("ingest", reports, "--ledger", "demo.ledger"), 130, folder)
        entry = telling_entry(folder / "demo.ledger")
        for picture in (
            Picture("demo.svg", ("show", "--type", "AID", "--recipient", "Canada", "--ledger", "demo.ledger")),
            Picture("entry.svg", ("show", entry, "--ledger", "demo.ledger"), 100),
        ):
            typed = re.sub(r" --ledger \S+", "", " ".join(("onrecord", *picture.arguments)))
            printed = run(picture.arguments, picture.width, folder)
            (DOCS / picture.file).write_text(draw(printed, typed, picture.width), "utf-8")
        charts(folder / "demo.ledger")


if __name__ == "__main__":
    main()
