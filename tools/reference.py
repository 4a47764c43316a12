"""Write docs/reference.md out of the code: ``python tools/reference.py``.

Commands and options, settings, the Python names, the codes of the vocabulary and every error with its mend, each read
from where it is defined, so that the page cannot say what the code does not.
"""

import ast
import inspect
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_args

import click

import onrecord
from onrecord.config import Config
from onrecord.core import vocabulary
from onrecord.language.lexicons import languages, settings
from onrecord.views.cli.commands import cli

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "onrecord"
PAGE = ROOT / "docs" / "reference.md"


@dataclass(frozen=True, order=True)
class Fault:
    """An error or issue that the code can give: its stable code, what it says, and what mends it."""

    code: str
    message: str
    mend: str


def words_of(node: ast.expr | None) -> str:
    """Return the words of a string in the source, with what is filled in as ``{name}``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(words_of(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return f"{{{ast.unparse(node.value).split('(')[0].rpartition('.')[2]}}}"
    return "" if node is None else "..."


def faults() -> list[Fault]:
    """Return every error that the code raises, by code; one code raised in several places is listed once."""
    found: dict[str, Fault] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith("Error") or len(node.args) != 3:
                continue
            code, message, mend = map(words_of, node.args)
            if "." in code:
                found.setdefault(code, Fault(code, message, mend))
    return sorted(found.values())


def commands() -> Iterator[str]:
    """Yield the section of each command."""
    for name, command in sorted(cli.commands.items()):
        context = click.Context(command, info_name=f"onrecord {name}")
        usage = " ".join((f"onrecord {name}", *command.collect_usage_pieces(context)))
        yield f"### `{usage}`\n\n{inspect.cleandoc(command.help or '')}\n"
        rows = []
        for option in command.params:
            if isinstance(option, click.Option) and (record := option.get_help_record(context)):
                rows.append(f"| `{record[0].replace('|', '/')}` | {record[1].replace('|', '/')} |")
        if rows:
            yield "\n".join(("| option | |", "| --- | --- |", *rows)) + "\n"


def settings_table() -> str:
    """Return the table of settings."""
    rows = [f"| `{f.name}` | `ONRECORD_{f.name.upper()}` | `{f.default}` |" for f in fields(Config)]
    body = inspect.cleandoc(Config.__doc__ or "")
    return "\n".join((body, "", "| setting | in the environment | default |", "| --- | --- | --- |", *rows)) + "\n"


def signature(thing: object) -> str:
    """Return the signature of ``thing`` without the modules' names, empty where it is no callable of ours."""
    if inspect.isclass(thing):
        return ""
    text = str(inspect.signature(thing)) if callable(thing) else ""
    for module in ("onrecord.core.records.", "onrecord.core.times.", "onrecord.core.quantities.", "collections.abc."):
        text = text.replace(module, "")
    return text.replace("'", "")


def names() -> Iterator[str]:
    """Yield the section of each public name, and of each method of the ledger."""
    for name in onrecord.__all__:
        thing = getattr(onrecord, name)
        yield f"### `{name}{signature(thing)}`\n\n{inspect.cleandoc(thing.__doc__ or '')}\n"
        if name == "Ledger":
            for method, held in vars(thing).items():
                if not method.startswith("_") and inspect.isfunction(held):
                    yield f"#### `Ledger.{method}{signature(held)}`\n\n{inspect.cleandoc(held.__doc__ or '')}\n"


def codes() -> Iterator[str]:
    """Yield the lines of the vocabulary."""
    yield "| type | modes |\n| --- | --- |"
    yield from (f"| {type_} | {', '.join(modes)} |" for type_, modes in vocabulary.MODES.items())
    yield ""
    for title, values in (
        ("Stages", get_args(vocabulary.Stage)),
        ("Polarity", get_args(vocabulary.Polarity)),
        ("Forms of a statement", get_args(vocabulary.Form)),
        ("Bounds of a quantity", get_args(vocabulary.Approx)),
        ("Basis of a date of publication", get_args(vocabulary.PublishedBasis)),
        ("Basis of an event's date", get_args(vocabulary.TimeBasis)),
        ("Types of origin", get_args(vocabulary.OriginType)),
        ("Categories of items", get_args(vocabulary.Category)),
        ("Contexts", vocabulary.CONTEXTS),
        ("Sectors", vocabulary.SECTORS),
    ):
        yield f"**{title}:** {', '.join(f'`{value}`' for value in values)}\n"


def page() -> str:
    """Return the whole page."""
    known = [f"| `{code}` | {settings(code)['name']} |" for code in languages()]
    errors = [f"| `{f.code}` | {f.message} | {f.mend} |".replace("\n", " ") for f in faults()]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    parts = [
        f"# Reference\n\nonrecord {version}, written out of the code by `make reference`; do not edit by hand.\n",
        "## Commands\n",
        *commands(),
        "## Settings\n",
        settings_table(),
        "## Languages\n",
        "\n".join(("| code | |", "| --- | --- |", *known)) + "\n",
        "## Python\n",
        *names(),
        "## Codes\n",
        *codes(),
        "## Errors\n",
        "\n".join(("| code | says | mend |", "| --- | --- | --- |", *errors)) + "\n",
    ]
    return "\n".join(part.rstrip(" ") for part in parts).replace("``", "`")


def main() -> int:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
