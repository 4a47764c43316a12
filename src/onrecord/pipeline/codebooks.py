"""The user's codebook for those who only look: its making, its check, and what fires in a sentence."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord.core.errors import LexiconError
from onrecord.language.codebooks import EDITABLE
from onrecord.language.lexicons import languages as languages

if TYPE_CHECKING:
    from onrecord.meaning.events.checking import Fault
    from onrecord.meaning.events.tracing import Trace

_HEADS: Final = {
    "acts.tsv": """\
# Words that name acts. A word that stands here is read by these lines alone; `-` as its act takes it out.
# lemma: the head word and its fixed parts, lemmas of content words and particles ("take hostage", "pull out").
# pos: VERB, NOUN or ADJ.   act: what it is (`onrecord codebook check` names those there are).
# mode: PLOVER's, may be empty.   object: noun classes of which one must fill the object, parted by |; empty for any.
""",
    "operators.tsv": """\
# Words that wrap an act and move its stage ("promise to", "suspend"); `-` as its operator takes a word out.
# lemma: the head word and its fixed parts.   pos: VERB, NOUN, ADJ, ADV.
# operator: what it does to the stage (`onrecord codebook check` names those there are).
""",
    "nouns.tsv": """\
# Things and people that fill an act ("wheat", "instructor"); `-` as its class takes a noun out.
# lemma: the noun, all its words.   class: one or more, parted by | (`onrecord codebook check` names those there are).
# category: the codebook's, may be empty.   what: the plain English noun.
""",
}


def new_tables(folder: Path) -> list[Path]:
    """Make the tables of a new codebook in ``folder`` and return their files; files that are there stay as they are.

    Raises LexiconError where the folder cannot be written.
    """
    made = []
    try:
        for language in languages():
            (folder / language).mkdir(parents=True, exist_ok=True)
            for name, columns in EDITABLE.items():
                file = folder / language / name
                if not file.exists():
                    file.write_text(_HEADS[name] + "\t".join(columns) + "\n", "utf-8")
                made.append(file)
    except OSError as error:
        raise LexiconError("codebook.unwritable", f"{folder} cannot be written: {error}.", "Name another.") from error
    return made


def check(codebook: str) -> "tuple[Fault, ...]":
    """Return what is wrong in onrecord's tables and, where it is given, in the folder ``codebook``.

    Raises LexiconError where the folder is missing.
    """
    from onrecord.meaning.events.checking import check_codebook

    return check_codebook(codebook)


def trace(sentence: str, language: str, published: str | None, codebook: str) -> "Trace":
    """Return what fires in ``sentence`` (see ``trace_events``)."""
    from onrecord.meaning.events.tracing import trace_events

    return trace_events(sentence, language=language, published=published, codebook=codebook)


def language_of(sentence: str) -> str | None:
    """Return the installed language that ``sentence`` is in, None where that cannot be told."""
    from onrecord.documents.language import language_of as detect

    found = (detect(sentence) or "").partition("-")[0]
    return found if found in languages() else None
