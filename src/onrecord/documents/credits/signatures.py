"""Signatures: the frames around an article in which a page names itself ("Follow X on", "X avec AFP")."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import Block, fold, key
from onrecord.documents.credits.agencies import like_agency
from onrecord.documents.credits.bylines import like_person, without_by
from onrecord.documents.credits.imprints import NAME
from onrecord.documents.credits.mastheads import is_named, like_masthead
from onrecord.documents.credits.registry import is_agency, outlet_named

_LONGEST = 30
_SHORT = 5
_FRAME_WEIGHT = 1.4
_SIGNED = 1.35
_PERSON = r"[A-ZÀ-Þ][\w.'’-]*(?:\s[A-ZÀ-Þ][\w.'’-]*){1,3},?"
_AGENCY = r"(?P<agency>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?|agencies|wires|wire reports|agences|agencias|agenturen|agenzie)"
_SOCIAL = (
    r"(?i:facebook|x|twitter|telegram|whatsapp|youtube|instagram|linkedin|tiktok|threads|bluesky|mastodon|viber|messenger"
    r"|signal|spotify|flipboard|apple news|google news|google actualités|discord|vk|wechat|weibo|line)"
)
_SLOTS = {
    "{name}": NAME,
    "{person}": _PERSON,
    "{agency}": _AGENCY,
    "{social}": _SOCIAL,
    "{words}": r"[^.!?|]{2,60}?",
    "{date}": r"(?:\w+\s)?\d(?:\s?[ap]\.?m\.?)?",
}
_ARTICLE = re.compile(r"(?:The|Le|La|Les|El|Il|Die|Der|Das|O|A)\s[A-ZÀ-Þ]|L['’][A-ZÀ-Þ]")
_CUE = re.compile(r"(?:By|Par|Por|Von|Posted|Publié|Follow|Join|Like|Download|Suivez|Get)\s")
_OTHERS = frozenset({"related", "caption", "tags"})
_GAP = r"[\s.,:–—-]+"


@cache
def _frames() -> dict[str, list[tuple[re.Pattern[str], bool]]]:
    """Return the frames by the longest of their fixed words, those without any under no word.

    Beside each stands whether it asks for a name that is written as an outlet's.
    """
    found: defaultdict[str, list[tuple[re.Pattern[str], bool]]] = defaultdict(list)
    for row in packaged_table("onrecord.documents.credits", "signatures.tsv"):
        fixed = key(re.sub(r"\{\w+\}", " ", row["frame"])).split()
        frame = _frame(row["frame"], row["place"])
        found[max(fixed, key=len, default="")].append((frame, row["names"] == "masthead"))
    return dict(found)


def _framed(line: str) -> Iterator[re.Match[str]]:
    for word in dict.fromkeys(("", *key(line).split())):
        for frame, titled in _frames().get(word, ()):
            found = frame.search(line)
            if found and _may_be_outlet(found) and not (titled and not like_title(found["name"])):
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
        elif plain == "/":
            pieces.append(r"\s?/\s?")
        elif plain:
            before = _GAP if piece[0] in " :" and pieces else ""
            after = _GAP if piece[-1] in " :" else ""
            pieces.append(f"(?i:{before}{plain}{after})")
        else:
            pieces.append(_GAP)
    start = r"(?<!\w)" if place in {"within", "end"} else r"^\W{0,2}"
    end = r"\W{0,3}$" if place in {"line", "end"} else r"(?!\w)" if not words.endswith("{date}") else ""
    return re.compile(start + "".join(pieces) + end)


@cache
def _generic_words() -> frozenset[str]:
    rows = packaged_table("onrecord.documents.credits", "generic_names.tsv")
    return frozenset(word for row in rows for word in row["words"].split("|"))


def is_generic(name: str) -> bool:
    """Say whether ``name`` is a part of a site or a label ("World", "Tous droits réservés") that no outlet bears."""
    words = key(name).split()
    if " ".join(words) in _generic_words():
        return True
    return bool(words) and all(word in _generic_words() for word in words) and outlet_named(name) is None


def like_title(name: str) -> bool:
    """Say whether ``name`` is written as a newspaper's: with an article before it, or a word of such names in it."""
    titled = like_masthead(name) or (is_named(name) and bool(_ARTICLE.match(name)))
    return titled and not any(map(str.isdigit, name))


def names_in_signatures(blocks: Sequence[Block]) -> Iterator[tuple[str, float]]:
    """Yield the names that lines outside the body give the outlet, each with its weight; no author's name."""
    last = max((i for i, block in enumerate(blocks) if block.reason is None), default=len(blocks))
    authors = " ".join(f" {block.key} " for block in blocks if block.reason == "byline")
    for i, block in enumerate(blocks):
        if block.reason is None or block.words > _LONGEST:
            continue
        line = fold(block.text)
        for found in _framed(line):
            # What a headline of another story says of somebody is no word about the page.
            if block.reason in _OTHERS and found.end() - found.start() < len(line) - 3:
                continue
            if block.reason == "byline" or f" {key(found['name'])} " not in authors:
                yield found["name"].rstrip(".,"), _FRAME_WEIGHT
                break
        if block.words <= 2 * _SHORT and (tail := _after_person(line)):
            yield tail, _SIGNED
        elif i > last and block.words <= 2 * _SHORT and not _in_list(blocks, i):
            ending = re.split(r",\s|\s[–—-]\s", line)[-1].strip(" ()[]–—-.")
            if len(ending.split()) <= _SHORT and like_title(ending):
                yield ending, _SIGNED


def _after_person(line: str) -> str | None:
    """Return the outlet's name after a writer's ("By Jane Orwa, Kisumu Herald"), None where there is none."""
    parts = [
        part.strip(" .") for part in re.split(r",\s|\s[–—-]\s|\s?[|(\[•·]\s?", line.rstrip(" )].")) if part.strip()
    ]
    if len(parts) != 2:
        return None
    person, name = without_by(parts[0]), parts[1]
    writer = like_person(person) and not like_masthead(person) and not is_generic(person)
    return name if writer and like_title(name) and not is_agency(name) and not like_agency(name) else None


def _may_be_outlet(found: re.Match[str]) -> bool:
    agency = found.groupdict().get("agency")
    if agency and agency[0].isupper() and not (is_agency(agency) or like_agency(agency)):
        return False
    return not (is_agency(found["name"]) or like_agency(found["name"])) and not _CUE.match(found["name"])


def _in_list(blocks: Sequence[Block], place: int) -> bool:
    """Say whether another short line stands right before or after, as among tags and related headlines."""
    beside = [*blocks[max(place - 1, 0) : place], *blocks[place + 1 : place + 2]]
    return any(block.reason is not None and block.reason != "share" and block.words <= _SHORT for block in beside)
