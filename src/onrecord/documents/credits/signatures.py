"""Signatures: the frames around an article in which a page names itself ("Follow X on", "X avec AFP")."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import Block, fold, key
from onrecord.documents.credits.imprints import NAME
from onrecord.documents.credits.mastheads import is_named, like_masthead
from onrecord.documents.credits.registry import is_agency, outlet_named

_LONGEST = 30
_SHORT = 5
_FRAME_WEIGHT = 1.4
_SIGNED = 1.35
_PERSON = r"[A-ZÀ-Þ][\w.'’-]*(?:\s[A-ZÀ-Þ][\w.'’-]*){1,3},?"
_AGENCY = r"(?P<agency>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?|agencies|wires|wire reports|agences|agencias|agenturen|agenzie)"
_SLOTS = {"{name}": NAME, "{person}": _PERSON, "{agency}": _AGENCY, "{date}": r"(?:\w+\s)?\d"}
_ARTICLE = re.compile(r"(?:The|Le|La|Les|El|Il|Die|Der|Das|O|A)\s[A-ZÀ-Þ]|L['’][A-ZÀ-Þ]")
_CUE = re.compile(r"(?:By|Par|Por|Von|Posted|Publié|Follow|Join|Like|Download|Suivez|Get)\s")
_GAP = r"[\s.,:–—-]+"


@cache
def _frames() -> dict[str, list[re.Pattern[str]]]:
    """Return the frames by the longest of their fixed words, those without any under no word."""
    found: defaultdict[str, list[re.Pattern[str]]] = defaultdict(list)
    for row in packaged_table("onrecord.documents.credits", "signatures.tsv"):
        fixed = key(re.sub(r"\{\w+\}", " ", row["frame"])).split()
        found[max(fixed, key=len, default="")].append(_frame(row["frame"], row["place"]))
    return dict(found)


def _framed(line: str) -> Iterator[re.Match[str]]:
    for word in dict.fromkeys(("", *key(line).split())):
        for frame in _frames().get(word, ()):
            found = frame.search(line)
            if found and _may_be_outlet(found):
                yield found


def out_of_frame(name: str) -> str:
    """Return the outlet's name in ``name`` where that is one in its frame, else ``name``."""
    return next((found["name"].rstrip(".,") for found in _framed(name)), name)


def _frame(words: str, place: str) -> re.Pattern[str]:
    pieces = []
    for piece in filter(None, re.split(r"(\{\w+\})", words.strip())):
        plain = _GAP.join(re.escape(word) for word in re.split(r"[\s:]+", piece) if word)
        if piece in _SLOTS:
            pieces.append(_SLOTS[piece])
        elif plain:
            before = _GAP if piece[0] in " :" and pieces else ""
            after = _GAP if piece[-1] in " :" else ""
            pieces.append(f"(?i:{before}{plain}{after})")
        else:
            pieces.append(_GAP)
    start = r"(?<!\w)" if place == "within" else r"^\W{0,2}"
    end = r"\W{0,3}$" if place == "line" else r"(?!\w)" if "{date}" not in words else ""
    return re.compile(start + "".join(pieces) + end)


@cache
def _generic_words() -> frozenset[str]:
    rows = packaged_table("onrecord.documents.credits", "generic_names.tsv")
    return frozenset(word for row in rows for word in row["words"].split("|"))


def is_generic(name: str) -> bool:
    """Say whether ``name`` is a part of a site or a label ("World", "Tous droits réservés") that no outlet bears."""
    words = key(name).split()
    return bool(words) and all(word in _generic_words() for word in words) and outlet_named(name) is None


def like_title(name: str) -> bool:
    """Say whether ``name`` is written as a newspaper's: with an article before it, or a word of such names in it."""
    return is_named(name) and not any(map(str.isdigit, name)) and bool(_ARTICLE.match(name) or like_masthead(name))


def names_in_signatures(blocks: Sequence[Block]) -> Iterator[tuple[str, float]]:
    """Yield the names that lines outside the body give the outlet, each with its weight; no author's name."""
    last = max((i for i, block in enumerate(blocks) if block.reason is None), default=len(blocks))
    authors = " ".join(f" {key(block.text)} " for block in blocks if block.reason == "byline")
    for i, block in enumerate(blocks):
        if block.reason is None or block.words > _LONGEST:
            continue
        line = fold(block.text)
        for found in _framed(line):
            if block.reason == "byline" or f" {key(found['name'])} " not in authors:
                yield found["name"].rstrip(".,"), _FRAME_WEIGHT
                break
        if i > last and block.words <= 2 * _SHORT and not _in_list(blocks, i):
            ending = re.split(r",\s|\s[–—-]\s", line)[-1].strip(" ()[]–—-.")
            if len(ending.split()) <= _SHORT and like_title(ending):
                yield ending, _SIGNED


def _may_be_outlet(found: re.Match[str]) -> bool:
    agency = found.groupdict().get("agency")
    if agency and agency[0].isupper() and not is_agency(agency):
        return False
    return not is_agency(found["name"]) and not _CUE.match(found["name"])


def _in_list(blocks: Sequence[Block], place: int) -> bool:
    """Say whether another short line stands right before or after, as among tags and related headlines."""
    beside = [*blocks[max(place - 1, 0) : place], *blocks[place + 1 : place + 2]]
    return any(block.reason is not None and block.reason != "share" and block.words <= _SHORT for block in beside)
