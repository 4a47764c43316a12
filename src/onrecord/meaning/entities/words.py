"""The function words and endings of a language that names and roles need (``data/words.<lang>.toml``)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.core.errors import LexiconError

Rules = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """One language's words for joining names and roles; every field is empty for a language without a table.

    ``reference_starts`` are the first four letters of the words that refer back.
    """

    head: str = "last"
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    pronouns: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    last_named: Mapping[str, str] = field(default_factory=dict)
    clitics: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    seats: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    feminine: Rules = ()
    feminine_offices: tuple[str, ...] = ()
    plural: Rules = ()
    people: Rules = ()
    plural_word: str = "last"
    reference_starts: frozenset[str] = frozenset()
    joiner: str = "&"

    def has(self, group: str, word: str) -> bool:
        """Say whether the lower-cased ``word`` is in the list ``group`` (``genitive``, ``articles``)."""
        return word in self.lists.get(group, ())

    def adjective_forms(self, cell: str) -> Iterator[tuple[str, str, str]]:
        """Yield the forms of an adjective of nationality with gender and number; ``cell`` is the masculine, and the
        feminine after a slash where no rule gives it."""
        masculine, _, feminine = cell.partition("/")
        if self.feminine:
            feminine = feminine or _apply(self.feminine, masculine)
            for form, gender in ((masculine, "m"), (feminine, "f")):
                yield form, gender if masculine != feminine else "", "sg"
                yield _apply(self.plural, form), gender if masculine != feminine else "", "pl"
            return
        yield masculine, "", "sg"
        people = _apply(self.people, masculine)
        if people != masculine:
            yield people, "", "pl"

    def number_forms(self, word: str, kind: str) -> Iterator[tuple[str, str]]:
        """Yield the singular and plural of a role; bodies and peoples that are plural already come as such."""
        if kind in ("body", "people") and self._is_plural(word):
            yield word, "pl"
            return
        yield word, "sg"
        plural = self.pluralised(word)
        if plural != word:
            yield plural, "pl"

    def pluralised(self, phrase: str) -> str:
        """Return ``phrase`` with the words before its first preposition in the plural, or the last of them."""
        parts = phrase.split(" ")
        stops = self.lists.get("plural_stops", frozenset())
        end = next(
            (n for n, part in enumerate(parts) if part.lower() in stops or part.partition("'")[0] + "'" in stops),
            len(parts),
        )
        first = 0 if self.plural_word == "all" else max(end - 1, 0)
        changed = [_apply(self.plural, p) if first <= n < end else p for n, p in enumerate(parts)]
        return " ".join(changed)

    def _is_plural(self, word: str) -> bool:
        stops = self.lists.get("plural_stops", frozenset())
        parts = word.split(" ")
        end = next((n for n, part in enumerate(parts) if part.lower() in stops), len(parts))
        head = parts[0] if self.head == "first" else parts[max(end - 1, 0)]
        return head.endswith(("s", "x", "people", "men")) and not head.endswith(("ss", "us", "corps", "Congress"))


@cache
def words_of(base: str) -> Words:
    """Return the words of the language ``base``; empty ones where it has no table.

    Raises LexiconError where the table is malformed.
    """
    file = files("onrecord.meaning.entities").joinpath("data", f"words.{base}.toml")
    if not file.is_file():
        return Words()
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError("lexicon.toml", f"words.{base}.toml: {error}.", "Mend the file's syntax.") from error
    lists = {k: frozenset(cast("list[str]", v)) for k, v in raw.items() if isinstance(v, list)}
    for group in ("others", "partitive"):
        lists[group] = frozenset(cast("dict[str, list[str]]", raw.get(group, {})).get("words", ()))
    endings = cast("dict[str, list[str]]", raw.get("endings", {}))
    rules = {k: tuple(_rule(r) for r in v) for k, v in endings.items()}
    pronouns = {k: _features(v) for k, v in cast("dict[str, str]", raw.get("pronouns", {})).items()}
    clitics = {k: _features(v) for k, v in cast("dict[str, str]", raw.get("clitics", {})).items()}
    last_named = cast("dict[str, str]", raw.get("last_named", {}))
    return Words(
        head=str(raw.get("head", "last")),
        feminine_offices=tuple(cast("list[str]", raw.get("feminine_offices", ()))),
        lists=lists,
        titles=cast("dict[str, str]", raw.get("titles", {})),
        pronouns=pronouns,
        last_named=last_named,
        clitics=clitics,
        seats={k: frozenset(v) for k, v in cast("dict[str, list[str]]", raw.get("seats", {})).items()},
        pairs=cast("dict[str, int]", raw.get("pairs", {})),
        feminine=rules.get("feminine", ()),
        plural=rules.get("plural", ()),
        people=rules.get("people", ()),
        reference_starts=frozenset(
            word.lstrip("-").removeprefix("t-")[:4] for word in (*pronouns, *clitics, *last_named, *lists["others"])
        ),
        plural_word=str(raw.get("plural_word", "last")),
        joiner=str(raw.get("joiner", "&")),
    )


def language_base(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag in lower case, or ``und`` where it is not a word of letters."""
    base = language.partition("-")[0].lower()
    return base if base.isascii() and base.isalpha() else "und"


def _rule(cell: str) -> tuple[str, str]:
    ending, _, instead = cell.partition(">")
    return ending, instead


def _features(cell: str) -> tuple[str, str, str]:
    antecedent, gender, number = cell.split(" ")
    return antecedent, gender, number


def _apply(rules: Rules, word: str) -> str:
    """Return ``word`` with its ending replaced by the first rule that fits; unchanged where none does."""
    for ending, instead in rules:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word
