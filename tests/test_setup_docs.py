"""The documents name what the code has: every command, option, setting, public name and error."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

import onrecord
from onrecord.config import Config
from onrecord.views.cli.commands import cli


@pytest.fixture(scope="module")
def reference(root: Path) -> str:
    """docs/reference.md as it is kept."""
    return root.joinpath("docs", "reference.md").read_text("utf-8")


def options() -> Iterator[str]:
    """Yield every option of every command as it is typed."""
    for command in cli.commands.values():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield from parameter.opts


def test_the_reference_names_every_command_option_and_setting(reference: str) -> None:
    wanted = {f"`onrecord {name} " for name in cli.commands}
    wanted |= {f"{option}" for option in options()} | {f"| `{field.name}` |" for field in fields(Config)}
    assert {name for name in wanted if name not in reference} == set(), "run `make reference`"


def test_the_reference_names_every_public_name(reference: str) -> None:
    missing = [name for name in onrecord.__all__ if not re.search(rf"^### `{name}\b", reference, re.M)]
    assert missing == [], "run `make reference`"


def test_the_reference_names_every_error(root: Path, reference: str) -> None:
    code = "import sys; sys.path.insert(0, 'tools'); import reference; print(*[f.code for f in reference.faults()])"
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    codes = answer.stdout.split()
    assert len(codes) > 10
    assert [c for c in codes if f"| `{c}` |" not in reference] == [], "run `make reference`"


def test_the_readme_names_every_command(root: Path) -> None:
    readme = root.joinpath("README.md").read_text("utf-8")
    assert [name for name in cli.commands if f"onrecord {name}" not in readme] == []


def test_links_between_the_documents_lead_somewhere(root: Path) -> None:
    for page in (*root.glob("*.md"), *root.glob("docs/*.md")):
        for target in re.findall(r"\]\(([^)#]+?)\)", page.read_text("utf-8")):
            assert "://" in target or page.parent.joinpath(target).exists(), f"{page.name}: {target}"


def test_what_the_contributing_page_calls_a_place_exists(root: Path) -> None:
    contributing = root.joinpath("CONTRIBUTING.md").read_text("utf-8")
    source = root / "src" / "onrecord"
    table = contributing[contributing.index("## Where is the rule") : contributing.index("## Add a trigger")]
    for place in re.findall(r"`([a-z_]+/[^`]*)`", table):
        pattern = place.replace("<code>", "en").rstrip("/")
        bases = (source, source / "language")
        assert any((base / pattern).exists() for base in bases), place
