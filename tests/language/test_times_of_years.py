"""Times: days and months of last or next year, and deadlines with "d'ici au"."""

import pytest

from onrecord.language.times import find_times

PHRASES = (
    ("en", "The deal was signed on 7 February last year.", "2024-02-07", None),
    ("en", "The deal was signed on February 7 of last year.", "2024-02-07", None),
    ("en", "The deal will be signed on 7 June next year.", "2026-06-07", None),
    ("fr", "L'accord a été signé en mars de l'an dernier.", "2024-03", None),
    ("fr", "L'accord a été signé le 7 février de l'année dernière.", "2024-02-07", None),
    ("fr", "L'accord a été signé l'an dernier en mars.", "2024-03", None),
    ("fr", "L'accord sera signé le 7 juin de l'an prochain.", "2026-06-07", None),
    ("fr", "L'accord a été signé le 3 mai de cette année.", "2025-05-03", None),
    ("fr", "L'accord a été signé à l'été de l'an dernier.", "2024-22", None),
    ("fr", "Il sera livré d'ici au 31 mars.", "2025-03-31", "by"),
    ("fr", "Il sera livré d'ici au printemps.", "2025-21", "by"),
)


@pytest.mark.parametrize(("language", "text", "value", "relation"), PHRASES)
def test_a_day_or_month_of_another_year_is_one_time(language: str, text: str, value: str, relation: str | None) -> None:
    found = [(t.value, t.relation) for t in find_times(text, language=language, anchor="2025-03-14")]
    assert found == [(value, relation)]
