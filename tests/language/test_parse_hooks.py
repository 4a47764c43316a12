"""What the parse tells the finders: the tense over a time, the noun that a number counts."""

import pytest

from onrecord.core.parse import Parse, Token
from onrecord.language.parsing import parse_text
from onrecord.language.quantities import find_quantities, heads_of
from onrecord.language.times import find_times, tenses_of

Row = tuple[str, str, str, dict[str, str], int, str]
"""A token's form, lemma, part of speech, features, head and relation."""


def parsed(text: str, language: str, rows: list[Row]) -> Parse:
    """Return a parse of one sentence, its tokens found in ``text`` in their order."""
    tokens, at = [], 0
    for i, (form, lemma, pos, feats, head, rel) in enumerate(rows):
        at = text.index(form, at)
        tokens.append(Token(i, form, at, at + len(form), lemma, pos, feats, head, rel, 0))
        at += len(form)
    return Parse(text, language, tokens, [range(len(tokens))])


PAST = {"Tense": "Past", "VerbForm": "Fin"}
PART = {"Tense": "Past", "VerbForm": "Part"}
INF = {"VerbForm": "Inf"}
FINITE = {"Tense": "Pres", "VerbForm": "Fin"}


def friday(*verb: Row, head: int) -> Parse:
    """Return the parse of a clause about Friday whose verb is the token ``head``."""
    rows: list[Row] = [("Envoys", "envoy", "NOUN", {}, head, "nsubj"), *verb]
    rows += [("on", "on", "ADP", {}, len(rows) + 1, "case"), ("Friday", "Friday", "PROPN", {}, head, "obl")]
    return parsed(" ".join(row[0] for row in rows), "en", rows)


@pytest.mark.parametrize(
    ("parse", "way"),
    [
        (friday(("left", "leave", "VERB", PAST, 1, "root"), head=1), "past"),
        (friday(("will", "will", "AUX", FINITE, 2, "aux"), ("leave", "leave", "VERB", INF, 2, "root"), head=2),
         "future"),
        (friday(("leave", "leave", "VERB", FINITE, 1, "root"), head=1), "simple"),
        (friday(("could", "could", "AUX", PAST, 2, "aux"), ("leave", "leave", "VERB", INF, 2, "root"), head=2), None),
        (friday(("were", "be", "AUX", PAST, 2, "aux:pass"), ("expected", "expect", "VERB", PART, 2, "root"), head=2),
         None),
    ],
)  # fmt: skip
def test_the_tense_of_the_governing_verb(parse: Parse, way: str | None) -> None:
    (time,) = find_times(parse.text, language="en", anchor="2024-02-07")
    assert tenses_of(parse)(time.span) == way


def test_the_parse_places_a_weekday() -> None:
    text = "Friday saw what the envoys will read"
    rows: list[Row] = [
        ("Friday", "Friday", "PROPN", {}, 5, "obl"), ("saw", "see", "VERB", PAST, 1, "root"),
        ("what", "what", "PRON", {}, 5, "obj"), ("envoys", "envoy", "NOUN", {}, 5, "nsubj"),
        ("will", "will", "AUX", FINITE, 5, "aux"), ("read", "read", "VERB", INF, 1, "ccomp"),
    ]  # fmt: skip
    parse = parsed(text, "en", rows)
    (by_parse,) = find_times(text, language="en", anchor="2024-02-07", tenses=tenses_of(parse))
    (by_cues,) = find_times(text, language="en", anchor="2024-02-07")
    assert (by_parse.value, by_cues.value) == ("2024-02-09", "2024-02-02")


def test_the_parse_names_the_noun_that_a_number_counts() -> None:
    text = "20 tout nouveaux camions"
    rows: list[Row] = [
        ("20", "20", "NUM", {}, 3, "nummod"), ("tout", "tout", "ADV", {}, 2, "advmod"),
        ("nouveaux", "nouveau", "ADJ", {}, 3, "amod"), ("camions", "camion", "NOUN", {}, 3, "root"),
    ]  # fmt: skip
    (bare,) = find_quantities(text, language="fr")
    (counted,) = find_quantities(text, language="fr", heads=heads_of(parsed(text, "fr", rows)))
    assert (bare.unit, counted.unit, counted.what) == (None, "truck", "camions")


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "Oslo promised half a million doses by mid-June and urged others to follow.", "2021-06-11/2021-06-20"),
        ("en", "Oslo had delivered 31,200 doses by March.", "2021-03"),
        ("fr", "Oslo a promis un demi-million de doses d'ici la mi-juin.", "2021-06-11/2021-06-20"),
        ("fr", "Oslo avait livré 31 200 doses avant mars.", "2021-03"),
    ],
)
def test_a_past_promise_looks_ahead_to_its_deadline(language: str, text: str, value: str) -> None:
    parse = parse_text(text, language)
    (time,) = find_times(text, language=language, anchor="2021-04-24", tenses=tenses_of(parse))
    assert time.value == value


@pytest.mark.parametrize(
    ("language", "text", "parted"),
    [
        ("en", "Australia has sent 294 people, the United States 334 and Chile 61.", ["States", "Chile"]),
        (
            "fr",
            "L'Australie a envoyé 294 pompiers au Canada, les États-Unis 334 et le Chili 61.",
            ["États-Unis", "Chili"],
        ),
        ("en", "Norway sent 40 divers to Togo, Benin and Ghana.", []),
    ],
)
def test_those_who_do_the_like_are_parted_from_what_was_done(language: str, text: str, parted: list[str]) -> None:
    parse = parse_text(text, language)
    assert [t.text for t in parse.tokens if t.rel == "dep"] == parted
