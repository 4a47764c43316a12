"""Deciding on the page: accept, edit, merge, split, reject, undo; two at once; and who may write at all."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from ledger_fakes import READ, TELL
from onrecord.core.records import Entry
from onrecord.pipeline.catalogue import LEDGER_STAGES
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.pipeline.stages import LedgerStage
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import Settings

STAGES = tuple(
    replace(stage, requires=tuple(need for need in stage.requires if need != "lineage"))
    for stage in LEDGER_STAGES
    if isinstance(stage, LedgerStage)
)
REPORTS = {
    "a.txt": "Barley\n@2031-05-04\nArland gives Borduria 20 t of barley on 2031-05-03. The harbour was full.",
    "b.txt": "Sacks\n@2031-05-05\nArland gives Borduria 25 t of barley on 2031-05-03. Crews worked through the night.",
    "c.txt": "Tents\n@2031-05-05\nArland gives Borduria 9 t of tents on 2031-08-30. Rain fell on the southern hills.",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of one gift told twice and another told once."""
    for name, text in REPORTS.items():
        tmp_path.joinpath(name).write_text(text, "utf-8")
    with open_ledger(tmp_path / "x.ledger", pipeline=Pipeline((READ, TELL), STAGES)) as opened:
        opened.ingest([tmp_path / name for name in REPORTS])
        yield opened


@pytest.fixture
def client(ledger: Ledger) -> TestClient:
    """A browser of someone who decides as Ada."""
    return browser(ledger)


def browser(ledger: Ledger, **settings: str) -> TestClient:
    """A browser of its own, in English."""
    made = Settings(hosts=("testserver",), person="Ada", **settings)  # type: ignore[arg-type]  # all given are str
    return TestClient(build_app(ledger, made), headers={"accept-language": "en"})


def biggest(ledger: Ledger) -> Entry:
    """The entry that most reports tell."""
    return max(ledger.entries(), key=lambda entry: len(entry.mentions))


def hidden(html: str, name: str) -> str:
    """The value of a hidden field on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def decide(client: TestClient, entry: Entry, act: str, **fields: str | list[str]) -> Response:
    """Open the entry and send a decision about what is seen there."""
    html = client.get(f"/entries/{entry.id}").text
    given = {"form_token": hidden(html, "form_token"), "seen": hidden(html, "seen"), "act": act, **fields}
    return client.post(f"/entries/{entry.id}/decision", data=given, follow_redirects=False)


def test_accept_and_undo_stand_in_list_history_and_download(client: TestClient, ledger: Ledger) -> None:
    entry = biggest(ledger)
    assert decide(client, entry, "accept", why="read both").status_code == 303
    html = client.get(f"/entries/{entry.id}").text
    assert "by Ada" in html
    assert "read both" in html
    assert "1 entry" in client.get("/entries?tier=vetted").text
    lines = [json.loads(line) for line in client.get("/entries.jsonl?tier=vetted").text.splitlines()]
    assert [line["decision"] for line in lines if line["kind"] == "decision"] == ["accept"]
    assert decide(client, entry, "undo", decision=hidden(html, "decision")).status_code == 303
    assert "taken back by Ada" in client.get(f"/entries/{entry.id}").text
    assert "No entry fits" in client.get("/entries?tier=vetted").text


def test_an_edit_shows_everywhere_and_leaves_what_was_read(client: TestClient, ledger: Ledger) -> None:
    entry = biggest(ledger)
    decide(client, entry, "edit", field="recipients", value="Port of Sznôrr; Borduria", why="named below")
    html = client.get(f"/entries/{entry.id}").text
    decision = ledger.casework.decisions_on(ledger.entry(entry.id))[0]
    assert f'<a class="part on-recipient" href="#d-{decision.id}">Port of Sznôrr</a>' in html
    assert f'id="d-{decision.id}"' in html
    assert "Port of Sznôrr" in client.get("/entries").text
    assert "Port of Sznôrr; Borduria" in client.get("/entries.csv").text
    assert ledger.events(ledger.reports()[0].id)[0].recipients[0].text == "Borduria"


@pytest.mark.parametrize(("field", "value"), [("stage", "finished"), ("when", "soon"), ("colour", "red")])
def test_an_edit_that_cannot_be_is_refused(client: TestClient, ledger: Ledger, field: str, value: str) -> None:
    assert decide(client, biggest(ledger), "edit", field=field, value=value).status_code == 400
    assert not ledger.casework.decisions()


def test_split_and_merge(client: TestClient, ledger: Ledger) -> None:
    entry = biggest(ledger)
    answer = decide(client, entry, "split", mention=[entry.mentions[1]])
    assert client.get(answer.headers["location"]).status_code == 200
    assert [len(each.mentions) for each in ledger.entries()] == [1, 1, 1]
    one, other, _ = ledger.entries()
    html = client.get(f"/entries/{one.id}").text
    ticked = re.search(rf'value="({other.id} \w+)"', html)
    assert ticked
    answer = decide(client, one, "merge", **{"with": ticked[1]})
    assert answer.status_code == 303
    assert sorted(len(each.mentions) for each in ledger.entries()) == [1, 2]


def test_who_comes_second_overwrites_nothing(ledger: Ledger) -> None:
    ada, ben = browser(ledger), browser(ledger)
    entry = biggest(ledger)
    seen_by_ben = ben.get(f"/entries/{entry.id}").text
    assert decide(ada, entry, "accept").status_code == 303
    given = {name: hidden(seen_by_ben, name) for name in ("form_token", "seen")}
    answer = ben.post(f"/entries/{entry.id}/decision", data={**given, "act": "reject", "who": "Ben", "why": "no <b>"})
    assert answer.status_code == 409
    assert "no &lt;b&gt;" in answer.text
    assert [decision.kind for decision in ledger.casework.decisions()] == ["accept"]


def test_a_merge_with_an_entry_that_has_changed_is_refused(client: TestClient, ledger: Ledger) -> None:
    entry = biggest(ledger)
    other = next(each for each in ledger.entries() if each.id != entry.id)
    html = client.get(f"/entries/{entry.id}").text
    given = {"form_token": hidden(html, "form_token"), "seen": hidden(html, "seen"), "act": "merge"}
    given["with"] = f"{other.id} {ledger.casework.version(other)}"
    decide(client, other, "reject")
    assert client.post(f"/entries/{entry.id}/decision", data=given).status_code == 409


def test_the_queue_goes_on_to_the_next(client: TestClient, ledger: Ledger) -> None:
    html = client.get("/review").text
    assert "1 of 2 to look at" in html
    entry = biggest(ledger)
    assert entry.id in html
    answer = decide(client, entry, "accept", back="/review")
    assert answer.headers["location"] == "/review"
    assert "1 of 1 to look at" in client.get("/review").text
    decide(client, next(each for each in ledger.entries() if each.tier == "candidate"), "reject")
    assert "Nothing is left" in client.get("/review").text


def test_a_decision_without_the_form_of_the_session_is_refused(client: TestClient, ledger: Ledger) -> None:
    entry = biggest(ledger)
    html = client.get(f"/entries/{entry.id}").text
    given = {"seen": hidden(html, "seen"), "act": "accept", "form_token": hidden(html, "form_token")}
    address = f"/entries/{entry.id}/decision"
    assert client.post(address, data={**given, "form_token": "0" * 64}).status_code == 403
    assert browser(ledger).post(address, data=given).status_code == 403
    assert client.post(address, data=given, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(address, data=given, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post(address, data={**given, "why": "x" * 70_000}).status_code == 413
    assert not ledger.casework.decisions()
    assert client.post(address, data=given, follow_redirects=False).status_code == 303


def test_elsewhere_writing_needs_the_token(ledger: Ledger) -> None:
    client, entry = browser(ledger, token="open sesame"), biggest(ledger)
    html = client.get(f"/entries/{entry.id}").text
    assert "decision" not in re.findall(r'action="([^"]*)"', html)
    access = client.get("/access?to=/review").text
    token = hidden(access, "form_token")
    blind = {"form_token": token, "seen": ledger.casework.version(entry), "act": "accept"}
    assert client.post(f"/entries/{entry.id}/decision", data=blind).status_code == 403
    assert client.post("/access", data={"form_token": token, "token": "wrong"}).status_code == 403
    answer = client.post(
        "/access", data={"form_token": token, "token": "open sesame", "to": "/review"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/review"
    assert decide(client, entry, "accept").status_code == 303


def test_a_name_is_remembered_whatever_its_letters(client: TestClient, ledger: Ledger) -> None:
    decide(client, biggest(ledger), "accept", who="Zoë Жук; x=1")
    assert 'value="Zoë Жук; x=1"' in client.get("/review").text


def test_the_words_behind_an_edit_are_kept_and_shown(client: TestClient, ledger: Ledger) -> None:
    entry = biggest(ledger)
    event = next(iter(ledger.accounts([entry]))).events[0]
    report = ledger.report(event.report)
    start = report.text.index("Borduria")
    cited = f"{report.id} {start} {start + 8}"
    decide(client, entry, "edit", field="recipients", value="Kingdom of Borduria", cited=cited)
    decision = ledger.casework.decisions_on(ledger.entry(entry.id))[0]
    assert [(c.report, c.start, c.end, c.words) for c in decision.cited] == [(report.id, start, start + 8, "Borduria")]
    html = client.get(f"/entries/{entry.id}").text
    key = f"w-{decision.id}-0"
    assert f'<a class="part on-recipient" href="#{key}">Kingdom of Borduria</a>' in html
    assert re.search(rf'<a class="mark [^"]*on-person[^"]*"[^>]*id="{key}"|<span id="{key}"', html)
    assert f'id="{key}"' in client.get(f"/reports/{report.id}").text
    line = client.get(f"/api/entries/{entry.id}").json()["decisions"][0]
    assert line["cited"] == [{"report": report.id, "span": [start, start + 8], "words": "Borduria"}]
    decide(client, entry, "undo", decision=decision.id)
    assert key not in client.get(f"/reports/{report.id}").text


def test_words_of_an_edit_are_found_where_the_act_is_told(client: TestClient, ledger: Ledger) -> None:
    entry = biggest(ledger)
    decide(client, entry, "edit", field="where", value="Borduria", words="gives  Borduria")
    cited = ledger.casework.decisions_on(ledger.entry(entry.id))[0].cited[0]
    assert ledger.report(cited.report).text[cited.start : cited.end] == cited.words == "gives Borduria"


@pytest.mark.parametrize(
    "given",
    [
        {"words": "never said"},
        {"cited": "rep-none 0 4"},
        {"cited": "{report} 4 4"},
        {"cited": "{report} 0 9999"},
        {"cited": "{report} -1 4"},
        {"cited": "{report} " + "9" * 5000 + " 4"},
        {"cited": "<script>"},
    ],
)
def test_words_that_do_not_stand_there_are_refused(client: TestClient, ledger: Ledger, given: dict[str, str]) -> None:
    entry = biggest(ledger)
    fields = {name: value.replace("{report}", ledger.reports()[0].id) for name, value in given.items()}
    assert decide(client, entry, "edit", field="where", value="Borduria", **fields).status_code == 400
    assert not ledger.casework.decisions()


def test_conflicts_stand_side_by_side_and_the_past_is_told(client: TestClient, ledger: Ledger) -> None:
    entry = biggest(ledger)
    html = client.get(f"/entries/{entry.id}").text
    sides = re.search(r'<div class="sides (conflict|revision)">(.*?)</div>', html, re.S)
    assert sides
    assert "20 t" in sides[2] and "25 t" in sides[2]
    assert "2031-05-04" in sides[2] and "2031-05-05" in sides[2]
    decide(client, entry, "accept", why="read both")
    history = client.get(f"/entries/{entry.id}").text.partition('<ol class="history">')[2]
    assert history.index("recorded, told 2 times") < history.index("accepted")
    french = client.get(f"/entries/{entry.id}", headers={"accept-language": "fr"}).text
    assert "inscrite, racontée 2 fois" in french
