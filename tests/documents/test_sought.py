"""Patterns that are sought by their words find what they find when tried everywhere."""

import re

import pytest

from onrecord.documents.credits.sought import Seeker, Sought

_SOUGHT = (
    Sought(re.compile(r"\b[Tt]he\s[a-z]+\sministry\s(?:said|says)\b"), nouns=("ministry",), verbs=("said", "says")),
    Sought(re.compile(r"\b(?i:according to)\sthe\s[a-z]+"), leads=("according to",)),
    Sought(re.compile(r"\b[Ll]e\sministère"), leads=("ministère",), offsets=(3,)),
    Sought(re.compile(r"in\sa\sstatement"), stem="statement"),
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The defence ministry said so. According to the union, the health ministry says the same.",
        "according to the according to the union",
        "the defence ministry " + "x" * 300 + " said so, in a statement",
        "ministry said. " * 40 + "The last ministry said" + " saying" * 20,
        "The first ministry saids. The second ministry said",
        "Le ministère, le ministère et un ministère",
        "İstanbul: the defence ministry said, ACCORDING TO the union",
    ],
)
def test_the_same_as_everywhere(text: str) -> None:
    whole = [found.span() for one in _SOUGHT for found in one.pattern.finditer(text)]
    assert [found.span() for found in Seeker(_SOUGHT).matches(text)] == whole
