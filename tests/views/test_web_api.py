"""The interface for programs: what it says of itself is what it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from ledger_fakes import REPORTS
from onrecord.pipeline.ledger import Ledger
from onrecord.views.web import api, api_lists
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import Settings
from page_server import filled


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of the small reports."""
    with filled(tmp_path, REPORTS) as opened:
        yield opened


@pytest.fixture
def client(ledger: Ledger) -> TestClient:
    """A program on this machine."""
    return TestClient(build_app(ledger, Settings(hosts=("testserver",))))


def test_the_list_has_the_filters_of_the_page(client: TestClient, ledger: Ledger) -> None:
    told = client.get("/api/entries", params={"actor": "Arland", "sort": "-day"}).json()
    assert told["total"] == 2
    assert {entry["act"]["actors"][0]["words"] for entry in told["entries"]} == {"Arland"}
    assert {"value": "AID", "entries": 2} in told["facets"]["type"]
    assert told["pages"] == 1
    refused = client.get("/api/entries?since=someday")
    assert refused.status_code == 400
    assert refused.json()["error"]["code"] == "filter.date"


def test_an_entry_and_a_report_say_all(client: TestClient, ledger: Ledger) -> None:
    entry = ledger.entries()[0]
    told = client.get(f"/api/entries/{entry.id}").json()
    event = told["events"][0]
    report = client.get(f"/api/reports/{event['report']}").json()
    start, end = event["evidence_span"]
    assert report["text"][start:end] == event["evidence"]
    assert entry.id in report["entries"]
    assert client.get("/api/reports?text=rice").json()["total"] == 1
    assert client.get("/api/entries/entry-nothing").status_code == 404


def test_a_decision_needs_its_version_and_kind(client: TestClient, ledger: Ledger) -> None:
    entry = ledger.entries()[0]
    address = f"/api/entries/{entry.id}/decisions"
    version = client.get(f"/api/entries/{entry.id}").json()["version"]
    asked = {"act": "accept", "who": "Ada", "seen": version}
    assert client.post(address, data=asked).status_code == 415
    assert client.post(address, json=["accept"]).status_code == 400
    assert client.post(address, json={**asked, "seen": ""}).status_code == 400
    assert client.post(address, json=asked, headers={"origin": "https://evil.example"}).status_code == 403
    made = client.post(address, json=asked)
    assert made.status_code == 201
    assert made.json()["who"] == "Ada"
    assert client.post(address, json=asked).status_code == 409
    version = client.get(f"/api/entries/{entry.id}").json()["version"]
    undone = client.post(address, json={"act": "undo", "who": "Ada", "seen": version, "decision": made.json()["id"]})
    assert undone.status_code == 201
    assert ledger.casework.decisions()[0].undone_by == "Ada"


def test_elsewhere_a_decision_needs_the_token(ledger: Ledger) -> None:
    client = TestClient(build_app(ledger, Settings(hosts=("testserver",), token="sesame")))
    entry = ledger.entries()[0]
    asked = {"act": "accept", "who": "Ada", "seen": ledger.casework.version(entry)}
    address = f"/api/entries/{entry.id}/decisions"
    assert client.post(address, json=asked).status_code == 401
    assert client.post(address, json=asked, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.post(address, json=asked, headers={"authorization": "Bearer sesame"}).status_code == 201


def test_the_description_names_just_what_is_there(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    every = [*api.routes(), *api_lists.routes()]
    routes = {route.path for route in every if isinstance(route, Route)} - {"/api/openapi.json"}
    assert set(told["paths"]) == routes
    described_filters = {each["name"]: each for each in told["paths"]["/api/entries"]["get"]["parameters"]}
    assert all(each["description"] for each in described_filters.values())
    assert "CONSULT" in described_filters["type"]["schema"]["items"]["enum"]


def test_every_answer_has_only_described_fields(client: TestClient, ledger: Ledger) -> None:
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    entry = client.get(f"/api/entries/{ledger.entries()[0].id}").json()
    assert set(entry) - {"produced_by"} <= set(schemas["Entry"]["properties"])
    assert set(entry["act"]) == set(schemas["Entry"]["properties"]["act"]["properties"])
    assert set(client.get("/api/entries").json()) == set(schemas["Entries"]["properties"])
    assert set(client.get("/api/reports").json()) == set(schemas["Reports"]["properties"])


LISTS = {
    "Statements": ("/api/statements", "statements"),
    "Issues": ("/api/issues", "issues"),
    "Timeline": ("/api/timeline", "acts"),
    "Promises": ("/api/promises", "promises"),
    "Matrix": ("/api/matrix", "pairs"),
    "Outlets": ("/api/outlets", "outlets"),
}


@pytest.mark.parametrize("schema", LISTS)
def test_lists_and_charts_are_as_described(client: TestClient, schema: str) -> None:
    address, rows = LISTS[schema]
    properties = client.get("/api/openapi.json").json()["components"]["schemas"][schema]["properties"]
    told = client.get(address).json()
    assert set(told) == set(properties)
    described = set(properties[rows]["items"]["properties"])
    for row in told[rows]:
        assert set(row) <= described if schema != "Statements" else described <= set(row)


def test_charts_and_statements_heed_the_filters_of_the_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = client.get("/api/timeline").json()
    few = client.get("/api/timeline", params={"actor": "Arland"}).json()
    assert 0 < few["total"] < acts["total"] == len(acts["acts"])
    assert {act["actors"][0]["words"] for act in few["acts"]} == {"Arland"}
    monkeypatch.setattr("onrecord.views.web.timeline.MOST_ACTS", 1)
    many = client.get("/api/timeline").json()
    assert many["acts"] == [] and many["periods"]
    assert client.get("/api/matrix", params={"text": "nil"}).json()["pairs"] == []
    assert client.get("/api/outlets").json()["outlets"][0]["told"] > 0
    every = client.get("/api/statements").json()["total"]
    assert client.get("/api/statements", params={"speaker": "nobody"}).json()["total"] == 0 < every
    for name in ("statements", "timeline", "promises", "matrix", "outlets"):
        refused = client.get(f"/api/{name}?since=someday")
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "filter.date")
