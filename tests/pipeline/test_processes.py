"""Several processes: Ctrl-C ends them all and keeps what is done; the death of one is an error with a mend."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ledger_fakes import DIE, ENTRIES, READ, TELL
from onrecord.config import Config
from onrecord.core.errors import PipelineError
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import open_ledger

_SCRIPT = """
import signal
import sys
from ledger_fakes import DAWDLE, ENTRIES, READ, TELL
from onrecord.config import Config
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import open_ledger

if __name__ == "__main__":
    # What is begun in the background by a shell inherits that it ignores Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder, path = sys.argv[1:]
    with open_ledger(path, pipeline=Pipeline((READ, TELL, DAWDLE), (ENTRIES,)), config=Config(batch=2)) as ledger:
        summary = ledger.ingest([folder], jobs=2, progress=lambda step: print(step.done, flush=True))
        print("interrupted", summary.interrupted, "read", summary.read)
"""


def gifts(folder: Path, count: int) -> Path:
    """Make ``count`` reports in ``folder``."""
    folder.mkdir()
    for n in range(count):
        folder.joinpath(f"{n:03}.txt").write_text(f"Tea {n}\nArland gives Borduria {n + 1} t of tea.", "utf-8")
    return folder


def _alive(group: int) -> list[str]:
    """Return what still runs in a group of processes after a moment's patience; dead ones nobody asked for are dead."""
    listed: list[str] = []
    for _ in range(50):
        answer = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True)
        rows = [line.split(maxsplit=2) for line in answer.stdout.splitlines()]
        listed = [row[-1] for row in rows if row[0] == str(group) and not row[1].startswith("Z")]
        if not listed:
            break
        time.sleep(0.1)
    return listed


@pytest.mark.skipif(os.name != "posix" or not shutil.which("ps"), reason="needs POSIX signals and ps")
def test_two_interrupts_end_all_processes_and_keep_what_is_done(tmp_path: Path) -> None:
    script, path = tmp_path / "script.py", tmp_path / "a.ledger"
    script.write_text(_SCRIPT, "utf-8")
    folder = gifts(tmp_path / "reports", 400)
    here = str(Path(__file__).resolve().parent.parent)
    process = subprocess.Popen(
        [sys.executable, str(script), str(folder), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": here},
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "1"
    for _ in range(2):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.05)
    # Generous: on a busy machine the workers take their time to start before they can be interrupted
    process.communicate(timeout=120)
    assert _alive(process.pid) == []
    connection = sqlite3.connect(path)
    [kept] = connection.execute("SELECT count(*) FROM report").fetchone()
    assert 0 < kept < 400
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_death_of_a_process_is_named_and_the_rest_kept(tmp_path: Path) -> None:
    folder = gifts(tmp_path / "reports", 40)
    folder.joinpath("zzz.txt").write_text("Bad\nDEADLY", "utf-8")
    pipeline = Pipeline((READ, DIE, TELL), (ENTRIES,))
    with open_ledger(tmp_path / "a.ledger", pipeline=pipeline, config=Config(batch=4)) as ledger:
        with pytest.raises(PipelineError) as caught:
            ledger.ingest([folder], jobs=2)
        assert caught.value.code == "pipeline.worker" and "--jobs 1" in caught.value.mend
        assert ledger.counts()["report"] > 0
