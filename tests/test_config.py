"""Settings: each source overrules the one before; what cannot be used is named."""

from pathlib import Path

import pytest

from onrecord.config import Config, read_config
from onrecord.core.errors import ConfigError


def test_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path, {}) == Config()


def test_each_source_overrules_the_one_before(tmp_path: Path) -> None:
    tmp_path.joinpath("onrecord.toml").write_text('ledger = "file.ledger"\njobs = 2\nbatch = 3\n', "utf-8")
    environment = {"ONRECORD_LEDGER": "environment.ledger", "ONRECORD_JOBS": "3", "OTHER": "x"}
    config = read_config(tmp_path, environment, jobs=4, ledger=None)
    assert config == Config(ledger="environment.ledger", jobs=4, batch=3)


@pytest.mark.parametrize("content", ['colour = "red"', "jobs = -1", 'jobs = "many"', "jobs = true", "jobs = ", "\x80"])
def test_what_cannot_be_used_is_named(tmp_path: Path, content: str) -> None:
    tmp_path.joinpath("onrecord.toml").write_text(content, "latin-1")
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path, {})
    assert "onrecord.toml" in caught.value.message and caught.value.mend


def test_the_environment_is_checked_too(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the environment sets batch to '0'"):
        read_config(tmp_path, {"ONRECORD_BATCH": "0"})
