"""Statements tell which entity of their report speaks: by name, by office and by pronoun; never the wrong one."""

import json
from io import StringIO
from pathlib import Path

import pytest

from onrecord.language.parsing import parse_text
from onrecord.language.quotes import find_quotes
from onrecord.meaning.entities import build_cast
from onrecord.meaning.statements import extract_statements
from onrecord.pipeline.ledger import open_ledger

EN = (
    "Ghana's foreign minister, Ama Boateng, said the port would open in May. "
    "“We are ready,” she said. Boateng added that two ships were on their way. "
    "One of the dockers said nobody had been paid."
)
FR = (
    "Le ministre péruvien des Transports, Julio Quispe, a déclaré que le pont serait fini en mai. "
    "« Nous sommes prêts », a dit M. Quispe. Il a ajouté que deux navires étaient en route."
)


def speakers(text: str, language: str) -> list[tuple[str | None, str | None]]:
    """Return for each statement the words for its speaker and the name of the entity that it points at."""
    parse = parse_text(text, language)
    cast = build_cast(parse)
    names = {e.id: e.name for e in cast.entities}
    told = extract_statements(parse, cast, find_quotes(text, language=language))
    return [(s.speaker_text, names[s.entity] if s.entity else None) for s in told]


@pytest.mark.parametrize(("text", "language", "name"), [(EN, "en", "Ama Boateng"), (FR, "fr", "Julio Quispe")])
def test_a_speaker_is_one_entity_by_name_by_surname_and_by_pronoun(text: str, language: str, name: str) -> None:
    found = speakers(text, language)
    assert [entity for _, entity in found[:3]] == [name] * 3


def test_one_of_a_group_and_several_are_no_entity() -> None:
    assert speakers(EN, "en")[3] == ("One of the dockers", None)
    both = speakers("Kenya and Uganda said on Monday that the road would be widened. Kenya will pay.", "en")
    assert [entity for _, entity in both] == [None]


def test_a_stored_statement_names_its_entity_and_so_does_the_export(tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text(f"Port to open\n\n{EN}\n", "utf-8")
    with open_ledger(tmp_path / "a.ledger") as ledger:
        ledger.ingest([tmp_path / "a.txt"], jobs=1)
        (report,) = ledger.reports()
        out = StringIO()
        ledger.export(out)
        exported = [json.loads(line) for line in out.getvalue().splitlines()]
        told = [line["entity"] for line in exported if line["kind"] == "statement"]
        assert len(set(told[:3])) == 1 and told[0] is not None
        profile = ledger.registry.entity_of(report.id, told[0])
        assert profile is not None and ledger.registry.dossier(profile).profile.name == "Ama Boateng"
