"""Headlines and heads: the outlet's name beside the title, in the line above it, beside the date."""

import re
from collections.abc import Iterator, Sequence

from onrecord.documents.blocks import Block, Page, count_words, key
from onrecord.documents.calendar import months, plain, weekdays
from onrecord.documents.credits.bylines import home_words, like_person
from onrecord.documents.credits.hosts import in_domain, is_host
from onrecord.documents.credits.imprints import begins_as_motto
from onrecord.documents.credits.institutions import institution_words
from onrecord.documents.credits.mastheads import is_named, like_masthead
from onrecord.documents.credits.registry import outlet_named
from onrecord.documents.credits.signatures import is_generic, like_title

_SUFFIX = re.compile(r"\s+(?P<mark>\||[-–—]|::|»|«|·|•|/|~|\.::\.?)\s+|\s*(?P<bar>\|)\s*")
_BRACKETED = re.compile(r"\s[(\[](?P<name>[^()\[\]]{2,40})[)\]]$")
_DASHES = frozenset("-–—")
_BESIDE_DATE = re.compile(r"\s*(?:[|•·]|\s[–—-])\s")
_BYLINE = re.compile(r"(?:by|par|por|von)\s", re.I)
_STEPS = re.compile(r"\s*[|>›»•·]\s*|\s[–—-]\s")
_BESIDE = re.compile(r"\s*[|›•·]\s*|\s[–—-]\s")
_LOOSE_FIGURE = re.compile(r"(?<![^\W\d_])(?<!\d)\d")
_SHOW = re.compile(r"^[\s*#=~_+·•★☆■►▶|\[\]()–—-]+|[\s*#=~_+·•★☆■◄|\[\](–—,-]+$")
_LEAST_TITLE = 4
_MAX_NAME_WORDS = 6
_LONGEST_NAME = 45
_COPYRIGHT_MARK = re.compile(r"©|\(c\)\s|copyright", re.I)


def names_beside_titles(page: Page, url: str | None, body: str) -> Iterator[tuple[str, float]]:
    """Yield what stands after the last bar or dash of the title, stronger where the title also stands without it."""
    first = [block for block in page.blocks[:6] if block.reason is not None and block.words <= _LONGEST_NAME]
    titles = [page.title] if page.title else []
    titles += [block.text for block in first if block.reason != "date"]
    heads = {block.key for block in first} | {key(page.headline or ""), key(page.meta.get("og:title", ""))}
    told = f" {key(body)} "
    authors = " ".join(f" {block.key} " for block in page.blocks if block.reason == "byline")
    tried: set[str] = set()
    for title in titles:
        lead, _, rest = title.partition(": ")
        if key(rest) and key(rest) in heads and count_words(lead) <= _MAX_NAME_WORDS:
            yield lead.strip(), 4.0
        bracketed = _BRACKETED.search(title)
        if bracketed and like_title(bracketed["name"]) and count_words(title) >= 2 * _LEAST_TITLE:
            yield bracketed["name"], 1.35
        for name, others, mark in _ends(title):
            words = key(name)
            if words in tried or count_words(name) > 5 or len(name) > _LONGEST_NAME:
                continue
            tried.add(words)
            weight = _weight_beside(name, others, page, url, heads) + (0.8 if title == page.title else 0.4)
            foreign = f" {words} " not in told and f" {words} " not in authors
            if not page.title and foreign and count_words(others) >= _LEAST_TITLE:
                weight = max(weight, _weight_alone(name, mark))
            yield name, weight


def _ends(title: str) -> Iterator[tuple[str, str, str]]:
    """Yield the last and the first part of a title, each with all the others and the mark between."""
    marks = list(_SUFFIX.finditer(title))
    if marks:
        last, first = marks[-1], marks[0]
        yield title[last.end() :], title[: last.start()], last["mark"] or "|"
        yield title[: first.start()], title[first.end() :], "<" + (first["mark"] or "|")


def _weight_beside(name: str, others: str, page: Page, url: str | None, heads: set[str]) -> float:
    parts = [part for part in _SUFFIX.split(others) if part]
    known = key(others) in heads or any(key(part) in heads for part in (parts[:1] + parts[-1:]))
    told = bool(page.title) or like_title(name)
    repeated = _stands_elsewhere(name, page.blocks, told=told) or in_domain(name, url)
    return 3.0 * known + 1.5 * repeated + 1.0 * (outlet_named(name) is not None)


def _weight_alone(name: str, mark: str) -> float:
    """Return what a name at an end of a title says that stands nowhere without it, nor in the text.

    A bar parts a site's name from the title; a dash as often the one whose words the title gives, whom the text names.
    """
    if like_title(name):
        return 1.4
    leading, mark = mark.startswith("<"), mark.lstrip("<")
    if leading or not is_named(name) or is_generic(name) or _LOOSE_FIGURE.search(name):
        return 0.0
    if mark in _DASHES and (key(name).split()[-1:] or [""])[0] in institution_words():
        return 0.0
    return 1.3 if mark in _DASHES else 1.35


def _stands_elsewhere(name: str, blocks: Sequence[Block], *, told: bool) -> bool:
    """Say whether ``name`` stands in the document other than at an end of a longer title-like line; in the text itself
    only where it is ``told``, since the text holds places and persons too."""
    words = key(name)
    for block in blocks:
        line = block.key
        at_end = line != words and (line.endswith(words) or line.startswith(words)) and block.reason is not None
        inside = f" {words} " in f" {line} "
        if inside and (not at_end or (block.words < 14 and _COPYRIGHT_MARK.search(block.text))):
            return block.reason is not None or (told and name in block.text)
    return False


def names_in_head_line(text: str, place: int, *, near: bool) -> Iterator[tuple[str, float]]:
    """Yield the names in a line above the body, dates cut off; a byline's person is none.

    ``place`` is the line's number in the document, ``near`` says that the body begins within three lines of it.
    """
    told = bare(_without_date(bare(_without_home(text))))
    if _is_placed(told, text, place):
        return
    steps = [part for part in _STEPS.split(told) if part]
    parts = [step.partition(", ")[0] for step in steps]
    # A path has few steps; the one word of a long menu that no list knows is no outlet either.
    telling = [part for part in parts if not is_generic(part) and not _is_figured(part)]
    alone = len(parts) == 1 or (len(parts) <= 3 and len(telling) == 1)
    yield from ((part, 2.0) for part in parts[:3] if is_host(part) and len(part) == len(told.partition(" ")[0]))
    if told != text:
        if len(parts) == 1 and _BESIDE_DATE.match(text, len(parts[0])) and is_named(parts[0]):
            yield parts[0], 0.5
        beside = _BESIDE.split(text)[1:]
        yield from ((part, 1.35) for part in beside if count_words(part) <= 5 and like_title(part))
    for number, part in enumerate(parts[:4]):
        if _BYLINE.match(part) or is_generic(part):
            continue
        if part[:1].isalpha() and not _is_figured(part) and len(part.split()) <= 5:
            if like_masthead(part):
                yield part, 1.2 if alone or number == 0 else 0.8
            whole = alone and place == 0 and steps == [part] and not text.endswith((".", "!", "?"))
            if not (is_named(part) or like_masthead(part) or whole):
                continue
            leading = number == 0 and (place < 4 or near) and not _like_writer(parts)
            yield part, (2.4 if place == 0 else 1.3) if alone else (1.4 if leading else 0.6)
    if len(parts) == 1:
        yield from _before_menu(parts[0], place)
    if place == 0:
        yield from _before_motto(told, text)


def _is_placed(told: str, text: str, place: int) -> bool:
    """Say whether a line, ``told`` without its date, tells where it was written: "PLACE, Land", "Jane Doe, Place"."""
    parts = [part.strip() for part in told.strip(" ,").split(",")]
    alone = told.isupper() or (told.isalpha() and f"{told}," in text)
    if any(like_title(part) for part in parts) or place == 0:
        return False
    return (told != text and (len(parts) > 1 or alone)) or (len(parts) > 1 and like_person(parts[0]))


def bare(line: str) -> str:
    """Return ``line`` without the marks that stand around it for show ("*** X ***", "★ X ★", "[X]")."""
    return _SHOW.sub("", line)


def _before_motto(told: str, text: str) -> Iterator[tuple[str, float]]:
    """Yield the name, however it is written, before the bar or colon of a document's first line."""
    lead, mark, rest = text.partition(" | ")
    if mark and text == text.lower() and count_words(lead) <= 4 and not is_generic(lead):
        yield lead, 1.3
    lead, mark, rest = told.partition(":")
    if mark and begins_as_motto(rest) and count_words(lead) <= 5 and not is_generic(lead):
        yield lead, 1.4


def _is_figured(part: str) -> bool:
    return any(char in ":?!" for char in part) or bool(_LOOSE_FIGURE.search(part))


def _like_writer(parts: Sequence[str]) -> bool:
    """Say whether two names stand side by side of which the first may be the writer's."""
    return len(parts) == 2 and not is_generic(parts[1]) and like_person(parts[0]) and not like_title(parts[0])


def _before_menu(line: str, place: int) -> Iterator[tuple[str, float]]:
    """Yield the name before a menu that runs on without marks ("Kestrel Point Home News Sport")."""
    words = line.split()
    first = next((i for i in range(len(words)) if is_generic(" ".join(words[i:]))), len(words))
    if first < len(words) and like_masthead(words[first]) and not like_masthead(" ".join(words[:first])):
        first += 1
    name = " ".join(words[:first])
    if len(words) - first >= 2 and 0 < first <= 5 and is_named(name) and (place <= 2 or like_title(name)):
        yield name, 1.35 if like_title(name) or first > 1 else 0.9


def _without_home(text: str) -> str:
    """Return ``text`` without the words that begin a path ("You are here:")."""
    lead, mark, rest = text.partition(":")
    return rest.strip() if mark and rest.strip() and key(lead) in home_words() else text


def _without_date(text: str) -> str:
    """Return ``text`` up to its first figure, without the names of months and weekdays before it."""
    words = (
        re.split(r"\s*(?<![^\W\d_])(?<!\d)\d", text, maxsplit=1)[0].split(" ")
        if re.match(r".{4,}?\s\d", text)
        else text.split(" ")
    )
    while words and (plain(words[-1].strip(",")) in weekdays() or plain(words[-1]) in months()):
        words.pop()
    return " ".join(words)
