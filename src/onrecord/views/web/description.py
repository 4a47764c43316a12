"""The description of the interface for programs: OpenAPI 3.1, made from the lists that the code itself goes by."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Final, get_args

from onrecord.core.vocabulary import CONTEXTS, Category, CommitmentState, DecisionKind, EventType, Stage, Tier
from onrecord.pipeline.casework import EDITABLE
from onrecord.views.web.queries import MANY, ONE, SORTS

type Json = str | int | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None

_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "type": get_args(EventType), "stage": get_args(Stage), "tier": get_args(Tier), "context": CONTEXTS,
    "state": get_args(CommitmentState),
}  # fmt: skip
_SAYS: Final[Mapping[str, str]] = {
    "type": "The act, by PLOVER's types.",
    "stage": "How far the act has come.",
    "item": f"A noun of the goods, or a category: {', '.join(get_args(Category))}.",
    "tier": "Whether a person has looked at it.",
    "state": "How far the commitment has come that the entry belongs to.",
    "context": "In which context the act stands.",
    "outlet": "The name of an outlet that tells it, or part of it.",
    "language": "The language of a report that tells it (BCP 47).",
    "text": "Words of the evidence, accents and case aside; phrases in double quotes.",
    "actor": "Who acts: a country's code (ISO 3166-1 alpha-3) or name, or part of a name.",
    "recipient": "To whom: as actor.",
    "since": "From this day, month or year on (EDTF), which the act's time must touch.",
    "until": "Up to this day, month or year, included.",
    "origins": "The least number of independent origins.",
    "conflict": "The field in which origins disagree: items, when, any or none.",
    "first": "The name of an outlet that told it first.",
}
_DAYS: Final = (("since", "on or after"), ("until", "on or before"))
_STRING: Final[Json] = {"type": "string"}
_STRINGS: Final[Json] = {"type": "array", "items": {"type": "string"}}
_NULLABLE: Final[Json] = {"type": ["string", "null"]}
_NUMBER: Final[Json] = {"type": "integer"}
_NUMBERS: Final[Json] = {"type": "array", "items": {"type": "integer"}}
_CITED: Final[Mapping[str, Json]] = {"type": "array", "items": {"type": "string"}}
_OBJECTS: Final[Json] = {"type": "array", "items": {"type": "object"}}


@cache
def described() -> Mapping[str, Json]:
    """Return the description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": version("onrecord"),
            "description": "A ledger of who did or promised what to whom, each field with the words it was read from. "
            "Objects are those of `onrecord export`; spans count Unicode code points of the report's text.",
        },
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths() -> Json:
    page = _parameter("page", "Which page, from 1.", {"type": "integer", "minimum": 1})
    sort = _parameter("sort", "In which order.", {"type": "string", "enum": list(SORTS), "default": SORTS[0]})
    one: Json = {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": _STRING,
        "description": "The id, or its beginning.",
    }
    decision: Json = {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/DecisionRequest"}}},
    }
    filters: list[Json] = [_filter(field) for field in (*ONE, *MANY)]
    words: list[Json] = [_parameter("text", "Words of title or text.", _STRING), page]
    speaker = _parameter("speaker", "Who speaks: as actor.", _STRING)
    about = _parameter("about", "Words of what is said; phrases in double quotes.", _STRING)
    days = [_parameter(name, f"Published {how} this day, month or year (EDTF).", _STRING) for name, how in _DAYS]
    return {
        "/api/entries": {"get": _reading("Entries by filter", "Entries", [*filters, sort, page])},
        "/api/entries/{id}": {"get": _reading("One entry with its events and decisions", "Entry", [one])},
        "/api/entries/{id}/decisions": {
            "post": {
                **_reading("Decide about an entry", "Decision", [one], "201"),
                "requestBody": decision,
                "security": [{}, {"token": []}],
            }
        },
        "/api/reports": {"get": _reading("Reports by words", "Reports", words)},
        "/api/reports/{id}": {"get": _reading("One report with all that was read from it", "Report", [one])},
        "/api/statements": {"get": _reading("Statements by filter", "Statements", [speaker, about, *days, page])},
        "/api/issues": {"get": _reading("What went wrong or deserves a look, the worst first", "Issues", [page])},
        "/api/timeline": {"get": _reading("Acts by day and track, or counts where they are many", "Timeline", filters)},
        "/api/promises": {"get": _reading("Promised against delivered", "Promises", [*filters, page])},
        "/api/matrix": {"get": _reading("Who with whom", "Matrix", filters)},
        "/api/outlets": {"get": _reading("What outlets told, first, and copied", "Outlets", [*filters, page])},
    }


def _reading(summary: str, schema: str, parameters: Sequence[Json], status: str = "200") -> dict[str, Json]:
    content: Json = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    error: Json = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "summary": summary,
        "parameters": parameters,
        "responses": {
            status: {"description": "Well.", "content": content},
            "default": {"description": "What went wrong, and the mend.", "content": error},
        },
    }


def _filter(field: str) -> Json:
    value: Json = {"type": "string", "enum": list(_CODES[field])} if field in _CODES else _STRING
    schema: Json = {"type": "array", "items": value} if field in MANY else value
    return _parameter(field, _SAYS.get(field, ""), schema)


def _parameter(name: str, says: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "required": False, "description": says, "schema": schema}


def _schemas() -> Mapping[str, Json]:
    act: Mapping[str, Json] = {
        "type": _STRING, "mode": _NULLABLE, "stage": _STRING, "polarity": _STRING, "actors": _OBJECTS,
        "recipients": _OBJECTS, "items": _OBJECTS, "when": _NULLABLE, "reported": _NULLABLE,
    }  # fmt: skip
    entry: Mapping[str, Json] = {
        "kind": _STRING, "id": _STRING, "type": _STRING, "stage": _STRING, "mentions": _STRINGS,
        "origins": {"type": ["integer", "null"]}, "conflicts": _OBJECTS, "tier": _STRING, "flags": _STRINGS,
        "act": _object(act), "reports": _STRINGS, "version": _STRING, "events": _OBJECTS, "decisions": _OBJECTS,
        "commitments": _OBJECTS,
    }  # fmt: skip
    report: Mapping[str, Json] = {
        "kind": _STRING, "id": _STRING, "outlet": _NULLABLE, "url": _NULLABLE, "title": _NULLABLE, "byline": _NULLABLE,
        "language": _NULLABLE, "published": _NULLABLE, "published_basis": _NULLABLE, "text": _STRING,
        "statements": _OBJECTS, "events": _OBJECTS, "lineage": _OBJECTS, "entries": _STRINGS,
    }  # fmt: skip
    entries: Json = {"type": "array", "items": {"$ref": "#/components/schemas/Entry"}}
    reports: Json = {"type": "array", "items": {"$ref": "#/components/schemas/Report"}}
    list_: Mapping[str, Json] = {"total": _NUMBER, "page": _NUMBER, "pages": _NUMBER}
    asked: Mapping[str, Json] = {
        "act": {"type": "string", "enum": [*get_args(DecisionKind), "undo"]},
        "who": _STRING,
        "seen": {"type": "string", "description": "The entry's version as it was read."},
        "why": _STRING,
        "field": {"type": "string", "enum": list(EDITABLE), "description": "With edit."},
        "value": {"type": "string", "description": "With edit."},
        "with": {**{"type": "array", "items": _STRING}, "description": "With merge: `id version` of each other entry."},
        "mention": {**{"type": "array", "items": _STRING}, "description": "With split: the events taken out."},
        "decision": {"type": "string", "description": "With undo: the decision taken back."},
        "cited": {**_CITED, "description": "With edit: words behind the value, each `report-id start end`."},
        "words": {"type": "string", "description": "With edit, in place of cited: words as they stand in a report."},
    }
    error: Json = _object({"code": _STRING, "message": _STRING, "mend": _STRING})
    return {
        "Entry": _object(entry),
        "Entries": _object({**list_, "entries": entries, "facets": {"type": "object"}}),
        "Report": _object(report),
        "Reports": _object({**list_, "reports": reports}),
        **_further(list_),
        "DecisionRequest": {**_object(asked), "required": ["act", "who", "seen"]},
        "Decision": {"type": "object"},
        "Error": _object({"error": error}),
    }


def _further(list_: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return the schemas of statements, issues and what the charts are drawn from."""
    statement: Mapping[str, Json] = {
        "kind": _STRING, "id": _STRING, "report": _STRING, "speaker": _NULLABLE, "country": _NULLABLE,
        "form": _STRING, "content": _STRING, "content_span": _NUMBERS, "cue": _NULLABLE, "said": _NULLABLE,
    }  # fmt: skip
    issue: Mapping[str, Json] = {
        "severity": _STRING, "code": _STRING, "stage": _STRING, "message": _STRING, "mend": _STRING,
        "file": _NULLABLE, "report": _NULLABLE, "span": {"type": ["array", "null"], "items": _NUMBER},
    }  # fmt: skip
    act: Mapping[str, Json] = {
        "entry": _STRING, "track": _STRING, "type": _STRING, "stage": _STRING, "polarity": _STRING, "when": _NULLABLE,
        "reported": _NULLABLE, "from": _NULLABLE, "to": _NULLABLE, "actors": _OBJECTS, "recipients": _OBJECTS,
        "items": _OBJECTS,
    }  # fmt: skip
    promise: Mapping[str, Json] = {
        "kind": _STRING, "id": _STRING, "pair": _STRING, "entries": _STRINGS, "state": _STRING, "halt": _NULLABLE,
        "deadline": _NULLABLE, "promised": _OBJECTS, "delivered": _OBJECTS, "outstanding": _OBJECTS,
    }  # fmt: skip
    outlet: Mapping[str, Json] = {
        "outlet": _STRING, "reports": _NUMBER, "told": _NUMBER, "first": _NUMBER, "copied": _NUMBER,
        "altered": {"type": ["integer", "null"]}, "copies": {"type": "object"}, "first_day": _NULLABLE,
        "last_day": _NULLABLE,
    }  # fmt: skip
    pair = _object({"actor": _STRING, "recipient": _STRING, "entries": _NUMBER})
    period = _object({"period": _STRING, "entries": {"type": "object", "additionalProperties": _NUMBER}})
    place: Mapping[str, Json] = {"total": _NUMBER, "page": _NUMBER}
    return {
        "Statements": _object({**list_, "statements": _array(_object(statement))}),
        "Issues": _object({**list_, "issues": _array(_object(issue))}),
        "Timeline": _object({"total": _NUMBER, "acts": _array(_object(act)), "periods": _array(period)}),
        "Promises": _object({**list_, "promises": _array(_object(promise))}),
        "Matrix": _object({"total": _NUMBER, "shown": _NUMBER, "pairs": _array(pair)}),
        "Outlets": _object({**place, "outlets": _array(_object(outlet))}),
    }


def _array(items: Json) -> dict[str, Json]:
    return {"type": "array", "items": items}


def _object(properties: Mapping[str, Json]) -> dict[str, Json]:
    return {"type": "object", "properties": properties}
