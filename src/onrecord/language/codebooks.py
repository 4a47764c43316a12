"""The user's own codebook: a folder of tables that add to, replace or take out words of the languages' own tables.

The folder holds ``<language>/acts.tsv``, ``operators.tsv`` and ``nouns.tsv`` with the columns of the tables in
``language/languages/<language>/``; each file may be missing. The rows of a word in the user's table stand in place of
all rows that the language itself has for that word; a row with ``-`` for its meaning takes the word out.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from onrecord.core.errors import LexiconError
from onrecord.language.lexicons import Row, parse_table, table

EDITABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "acts.tsv": ("lemma", "pos", "act", "mode", "object", "subject"),
    "operators.tsv": ("lemma", "pos", "operator"),
    "nouns.tsv": ("lemma", "class", "category", "what"),
}
"""The tables that a user may edit, with their columns."""

TAKEN_OUT: Final = "-"
_WORD: Final[Mapping[str, tuple[str, ...]]] = {
    "acts.tsv": ("lemma", "pos"),
    "operators.tsv": ("lemma", "pos"),
    "nouns.tsv": ("lemma",),
}
_MEANING: Final[Mapping[str, str]] = {"acts.tsv": "act", "operators.tsv": "operator", "nouns.tsv": "class"}


@cache
def edited_table(language: str, name: str, codebook: str = "") -> tuple[Row, ...]:
    """Return the rows of the table ``name`` of ``language`` as the folder ``codebook`` (if any) edits them.

    Raises LanguageError for an unknown language, LexiconError for a missing folder or a malformed table.
    """
    own = table(language, name)
    if not codebook:
        return own
    file = codebook_folder(codebook) / language / name
    if not file.is_file():
        return own
    users = parse_table(read_user_table(file), str(file))
    words = {_word(row, name) for row in users}
    kept = tuple(row for row in users if row.get(_MEANING[name]) != TAKEN_OUT)
    return kept + tuple(row for row in own if _word(row, name) not in words)


@cache
def codebook_digest(codebook: str) -> str:
    """Return a digest of all that the tables of the folder ``codebook`` say, empty where there is no such setting.

    Raises LexiconError where the folder is missing.
    """
    if not codebook:
        return ""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(codebook_folder(codebook).glob("*/*.tsv")):
        digest.update(f"{file.parent.name}/{file.name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def codebook_folder(codebook: str) -> Path:
    """Return the user's codebook as a path. Raises LexiconError where it is no folder."""
    folder = Path(codebook)
    if not folder.is_dir():
        raise LexiconError(
            "codebook.absent",
            f"There is no folder {codebook}.",
            "Make one with `onrecord codebook new`, or take the setting `codebook` out.",
        )
    return folder


def read_user_table(file: Path) -> str:
    """Return the text of a user's table. Raises LexiconError where it is no UTF-8 or cannot be read."""
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError("codebook.unreadable", f"{file} cannot be read: {error}.", "Save it as UTF-8.") from error


def _word(row: Row, name: str) -> tuple[str, ...]:
    return tuple(row.get(column, "").lower() for column in _WORD[name])
