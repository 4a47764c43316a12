"""The public names: few, documented, typed, and free until used."""

import inspect
import subprocess
import sys

import onrecord


def test_importing_costs_nothing() -> None:
    heavy = "('onrecord.', 'spacy', 'sqlalchemy')"
    code = f"import sys, onrecord; print(len([m for m in sys.modules if m.startswith({heavy})]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_showing_help_loads_no_parser() -> None:
    code = "import sys, onrecord.views.cli; print([m for m in ('spacy', 'numpy', 'trafilatura') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there_and_documented() -> None:
    for name in onrecord.__all__:
        found = getattr(onrecord, name)
        assert inspect.getdoc(found), name
    assert set(dir(onrecord)) == set(onrecord.__all__)


def test_other_names_are_refused() -> None:
    assert not hasattr(onrecord, "nonsense")


def test_signatures_are_those_that_measurements_call() -> None:
    expected = {
        "read_report": ["raw", "url", "captured"],
        "find_times": ["text", "language", "anchor"],
        "find_quantities": ["text", "language"],
        "find_statements": ["text", "language"],
        "find_events": ["text", "language", "published"],
        "resolve_actor": ["text", "language"],
        "open_ledger": ["path"],
    }
    for name, parameters in expected.items():
        signature = inspect.signature(getattr(onrecord, name))
        assert set(parameters) <= set(signature.parameters), name
        assert all(p.default is not p.empty for n, p in signature.parameters.items() if n not in parameters), name
