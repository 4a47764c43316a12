"""Direction: whether a clause looks back or ahead, by the nearest cue around a time expression."""

import re
from functools import cache

from onrecord.core.errors import LexiconError
from onrecord.core.spans import Span
from onrecord.language.lexicons import settings
from onrecord.language.times.lexicon import SETTINGS

_BEFORE = 110
_AFTER = 70
# The mark first, what stands around it after: letters are passed over at once
_STOP = re.compile(
    r"[.;:!?\n](?:(?<=\n)|(?<=[;!?])(?=\s|$)|(?<=:)(?=\s)|(?<=\.)(?=\s|$)(?<!\b[apAP]\.[mM]\.)(?<!\b[A-Z]\.))"
)
_CAPITALS = re.compile(r"(?<!\\)[A-Z]")
_STEP = 25
"""Characters that a comma between an expression and a cue counts for."""


@cache
def _cues(language: str) -> re.Pattern[str]:
    cues = settings(language, SETTINGS).get("cues")
    if not isinstance(cues, dict):
        raise LexiconError("times.cues", f"{language}/{SETTINGS} has no [cues].", "Add the table.")
    # Lower case, met by a text in lower case: far faster than to pass over case at every letter.
    plain = {name: _CAPITALS.sub(lambda match: match.group().lower(), "|".join(forms)) for name, forms in cues.items()}
    groups = "|".join(f"(?P<{name}>{forms})" for name, forms in plain.items())
    return re.compile(rf"\b(?:{groups})\b")


def direction(text: str, span: Span, language: str) -> str | None:
    """Return ``past`` or ``future`` as the nearest cue of the clause says, or None where there is none.

    Cues are the ``[cues]`` of the language's ``times.toml``: modal words, future and past forms.
    """
    low = max(0, span.start - _BEFORE)
    before = text[low : span.start]
    for stop in _STOP.finditer(before):
        low = span.start - len(before) + stop.end()
    after = text[span.end : span.end + _AFTER]
    stop_after = _STOP.search(after)
    high = span.end + (stop_after.start() if stop_after else len(after))
    best: tuple[int, str] | None = None
    begin = max(0, low - 1)
    clause, first, last = text[begin:high].lower(), span.start - begin, span.end - begin
    for match in _cues(language).finditer(clause, low - begin):
        if match.end() <= first:
            between = clause[match.end() : first]
        elif match.start() >= last:
            between = clause[last : match.start()] + "  "
        else:
            continue
        distance = len(between) + _STEP * between.count(",")
        if best is None or distance < best[0]:
            best = distance, match.lastgroup or ""
    return best[1] if best else None
