"""Setting up on a machine of whatever make: the interpreter is found, the lock file is whole, the papers are there."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

FITTING = f'exec "{sys.executable}" "$@"'
BROKEN_SHIM = "echo 'pyenv: python3.12: command not found' >&2; exit 127"
TOO_OLD = "exit 1"  # what the probe ends with on an interpreter that runs and does not fit


def interpreter(folder: Path, name: str, body: str) -> None:
    """Put an executable ``name`` into ``folder`` that does ``body``."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    file.chmod(0o755)


def find_python(root: Path, home: Path, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run tools/find-python with nothing but ``path`` on the PATH and ``home`` as home."""
    return subprocess.run(
        ["/bin/sh", str(root / "tools" / "find-python")],
        env={"HOME": str(home), "PATH": str(path), **environment},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


def runs(answer: subprocess.CompletedProcess[str]) -> bool:
    """Say whether ``answer`` names one interpreter that runs and is new enough."""
    if answer.returncode != 0 or answer.stdout.count("\n") != 1:
        return False
    code = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))"
    return subprocess.run([answer.stdout.strip(), "-c", code], check=False).returncode == 0


def test_a_name_on_the_path_is_found(root: Path, tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3", FITTING)
    assert runs(find_python(root, tmp_path, tmp_path / "bin"))


def test_a_shim_that_exists_but_fails_is_passed_over(root: Path, tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3.12", BROKEN_SHIM)
    interpreter(tmp_path / "bin", "python3.13", BROKEN_SHIM)
    interpreter(tmp_path / "bin", "python", FITTING)
    assert runs(find_python(root, tmp_path, tmp_path / "bin"))


def test_a_broken_name_does_not_hide_a_sound_one_further_down_the_path(root: Path, tmp_path: Path) -> None:
    interpreter(tmp_path / "shims", "python3", BROKEN_SHIM)
    interpreter(tmp_path / "bin", "python3", FITTING)
    both = Path(f"{tmp_path / 'shims'}{os.pathsep}{tmp_path / 'bin'}")
    assert runs(find_python(root, tmp_path, both))


@pytest.mark.parametrize(
    "place",
    [".pyenv/versions/3.12.9/bin", ".local/share/uv/python/cpython-3.13.2-linux-x86_64-gnu/bin"],
)
def test_versions_of_pyenv_and_uv_are_found_where_python3_is_too_old(root: Path, tmp_path: Path, place: str) -> None:
    interpreter(tmp_path / "bin", "python3", TOO_OLD)
    interpreter(tmp_path / place, "python3", FITTING)
    assert runs(find_python(root, tmp_path, tmp_path / "bin"))


def test_pyenv_elsewhere_is_found_by_its_variable(root: Path, tmp_path: Path) -> None:
    interpreter(tmp_path / "tools with space" / "versions" / "3.12.0" / "bin", "python3.12", FITTING)
    (tmp_path / "home").mkdir()
    answer = find_python(root, tmp_path / "home", tmp_path / "none", PYENV_ROOT=str(tmp_path / "tools with space"))
    assert runs(answer)


def test_the_user_is_told_what_to_install_where_there_is_none(root: Path, tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "python3", TOO_OLD)
    answer = find_python(root, tmp_path, tmp_path / "bin")
    if answer.returncode == 0:
        pytest.skip(f"this machine has {answer.stdout.strip()} where every machine is looked at")
    assert answer.stdout == ""
    assert "no Python 3.12 or newer" in answer.stderr
    assert "apt-get install python3.12" in answer.stderr
    assert "pyenv install 3.12" in answer.stderr


def test_a_named_interpreter_is_taken_or_refused(root: Path, tmp_path: Path) -> None:
    interpreter(tmp_path / "bin", "mine", FITTING)
    interpreter(tmp_path / "bin", "theirs", TOO_OLD)
    assert runs(find_python(root, tmp_path, tmp_path / "bin", PYTHON="mine"))
    refused = find_python(root, tmp_path, tmp_path / "bin", PYTHON=str(tmp_path / "bin" / "theirs"))
    assert refused.returncode == 1
    assert "older than 3.12" in refused.stderr


def canonical(name: str) -> str:
    """The name of a distribution as the packaging standards compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(root: Path) -> dict[str, list[str]]:
    """Each pinned requirement of the lock file with its hashes."""
    found: dict[str, list[str]] = {}
    for block in re.split(r"(?m)^(?=[a-z0-9])", root.joinpath("requirements.lock").read_text("utf-8")):
        if match := re.match(r"([A-Za-z0-9._-]+)==\S+", block):
            found.setdefault(canonical(match[1]), []).extend(re.findall(r"--hash=sha256:[0-9a-f]{64}", block))
    return found


def test_the_lock_pins_all_that_the_project_asks_for(root: Path) -> None:
    project = tomllib.loads(root.joinpath("pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["dev"]]
    asked += project["build-system"]["requires"]
    names = {canonical(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]) for requirement in asked}
    assert names <= pinned(root).keys()


def test_every_pin_has_hashes_and_no_host_is_named(root: Path) -> None:
    assert [name for name, hashes in pinned(root).items() if not hashes] == []
    lock = root.joinpath("requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock


@pytest.mark.parametrize("script", ["tools/find-python", "tools/lock", ".ci/run"])
def test_scripts_can_be_run_and_parse(root: Path, script: str) -> None:
    file = root / script
    assert os.access(file, os.X_OK)
    shell = "bash" if "bash" in file.read_text("utf-8").splitlines()[0] else "sh"
    assert subprocess.run([shell, "-n", str(file)], check=False).returncode == 0


def test_the_papers_of_a_project_are_there(root: Path) -> None:
    for name in ("LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"):
        assert root.joinpath(name).stat().st_size > 500, name
    assert "Apache License" in root.joinpath("LICENSE").read_text("utf-8")


def test_the_changelog_tells_of_this_version(root: Path) -> None:
    version = tomllib.loads(root.joinpath("pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"## {version}" in root.joinpath("CHANGELOG.md").read_text("utf-8")


def test_the_wheel_carries_every_data_file_and_the_demo(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    assert subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == 0
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    source = root / "src"
    wanted = {
        str(file.relative_to(source))
        for file in source.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and file.suffix != ".pyc"
    }
    assert wanted - packed == set()
    assert any(name.startswith("onrecord/views/demo/reports/") for name in packed)
