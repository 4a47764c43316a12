"""Checking the tables that name events: the languages' own and a user's codebook."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from onrecord.core.errors import LexiconError
from onrecord.core.tables import Row, numbered_rows
from onrecord.core.vocabulary import MODES, Category
from onrecord.language.codebooks import EDITABLE, TAKEN_OUT, codebook_folder, read_user_table
from onrecord.language.lexicons import cells, language_folder, languages
from onrecord.meaning.events.lexicon import core_acts, effects, event_lexicon, typings

_POS: Final = ("VERB", "NOUN", "ADJ", "ADV", "SCONJ", "ADP", "DET", "PRON", "AUX", "PART", "CCONJ", "INTJ")
_NO_CLASS: Final = frozenset(
    {"party", "place", "none", "clause", "goal", "source", "inward", "name", "blame", "esteem"}
)
_NO_EFFECT: Final = frozenset({"support_verb", "habit", "condition", "report"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a table: the file, its line (None for the file as a whole), what is wrong and the mend."""

    file: str
    line: int | None
    message: str
    mend: str


def check_codebook(codebook: str = "") -> tuple[Fault, ...]:
    """Return what is wrong in the languages' event tables and, where it is given, in the user's folder ``codebook``.

    Raises LexiconError where the folder is missing.
    """
    faults: list[Fault] = []
    for language in languages():
        folder = language_folder(language)
        for name in EDITABLE:
            faults += _check_table(f"{language}/{name}", folder.joinpath(name).read_text("utf-8"), name, language)
    if codebook:
        faults += _check_users(codebook)
    return tuple(faults)


def _check_users(codebook: str) -> Iterator[Fault]:
    folder = codebook_folder(codebook)
    for file in sorted(folder.rglob("*")):
        if file.is_dir():
            continue
        place = file.relative_to(folder)
        if len(place.parts) != 2 or place.parts[0] not in languages() or place.name not in EDITABLE:
            known = f"<language>/{', '.join(EDITABLE)} for {', '.join(languages())}"
            if file.suffix == ".tsv":
                yield Fault(str(file), None, "No table of this name is read.", f"Call it one of {known}.")
            continue
        try:
            text = read_user_table(file)
        except LexiconError as error:
            yield Fault(str(file), None, error.message, error.mend)
            continue
        yield from _check_table(str(file), text, place.name, place.parts[0])


def _check_table(file: str, text: str, name: str, language: str) -> Iterator[Fault]:
    check = _CHECKS[name]
    seen: dict[tuple[str, ...], int] = {}
    try:
        for number, row in numbered_rows(text, file):
            if missing := [column for column in EDITABLE[name][:2] if column not in row]:
                yield Fault(
                    file, number, f"The column {missing[0]} is missing.", f"Head it {' '.join(EDITABLE[name])}."
                )
                return
            for message, mend in _check_word(row, name, check, language):
                yield Fault(file, number, message, mend)
            key = _identity(row, name)
            if key in seen:
                yield Fault(file, number, f"{row['lemma']!r} stands in line {seen[key]} too.", "Take one of them out.")
            seen.setdefault(key, number)
    except LexiconError as error:
        yield Fault(file, None, error.message, error.mend)


def _check_word(row: Row, name: str, check: "Check", language: str) -> Iterator[tuple[str, str]]:
    lemma = row["lemma"]
    if not lemma:
        yield "The word is missing.", "Write its lemma into the first column."
        return
    if name != "nouns.tsv" and lemma != lemma.lower():
        yield f"{lemma!r} is not in lower case.", "Write lemmas in lower case."
    if name != "nouns.tsv" and row.get("pos") not in _POS:
        yield f"{lemma!r}: there is no part of speech {row.get('pos')!r}.", f"Use one of {', '.join(_POS)}."
    yield from check(row, language)


def _check_act(row: Row, language: str) -> Iterator[tuple[str, str]]:
    act = core_acts().get(row["act"])
    if act is None:
        if row["act"] != TAKEN_OUT:
            yield f"{row['lemma']!r}: there is no act {row['act']!r}.", f"Use one of {', '.join(sorted(core_acts()))}."
        return
    mode = row.get("mode")
    # The object of the act may give it another type, whose modes count too
    types = {act.type} | {t.type for (of, _), t in typings().items() if of == act.act and t.type is not None}
    if mode and not any(mode in MODES[each] for each in types):
        modes = sorted({m for each in types for m in MODES[each]})
        yield f"{row['lemma']!r}: the act {act.act} has no mode {mode!r}.", f"Use one of {', '.join(modes) or 'none'}."
    known = noun_classes(language)
    for name in (*cells(row.get("object", "")), *cells(row.get("subject", ""))):
        if name not in known:
            yield f"{row['lemma']!r}: there is no noun class {name!r}.", f"Use one of {', '.join(sorted(known))}."


def _check_operator(row: Row, language: str) -> Iterator[tuple[str, str]]:
    operator = row["operator"]
    if operator not in effects() and operator not in _NO_EFFECT and operator != TAKEN_OUT:
        known = ", ".join(sorted({*effects(), *_NO_EFFECT}))
        yield f"{row['lemma']!r}: there is no operator {operator!r}.", f"Use one of {known}."


def _check_noun(row: Row, language: str) -> Iterator[tuple[str, str]]:
    category = row.get("category")
    if category and category not in get_args(Category):
        yield (
            f"{row['lemma']!r}: there is no category {category!r}.",
            f"Use one of {', '.join(map(str, get_args(Category)))}.",
        )
    if not cells(row["class"]):
        yield f"{row['lemma']!r} has no class.", f"Use one of {', '.join(sorted(noun_classes(language)))}."


def noun_classes(language: str) -> frozenset[str]:
    """Return the classes that the nouns of ``language`` may have, and those that only a cast of parties fills."""
    nouns = event_lexicon(language).nouns.values()
    return frozenset(c for noun in nouns for c in noun.classes) | _NO_CLASS | {of for _, of in typings()}


def _identity(row: Row, name: str) -> tuple[str, ...]:
    columns = ("lemma",) if name == "nouns.tsv" else tuple(EDITABLE[name])
    return tuple(row.get(column, "").lower() for column in columns)


type Check = Callable[[Row, str], Iterator[tuple[str, str]]]
_CHECKS: Final[Mapping[str, Check]] = {
    "acts.tsv": _check_act,
    "operators.tsv": _check_operator,
    "nouns.tsv": _check_noun,
}
