"""Bylines and sections: who wrote a report, and in which part of the outlet it stands."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import Block, Page, fold, key
from onrecord.documents.credits.mastheads import like_masthead
from onrecord.documents.credits.registry import outlet_named

_META_AUTHORS = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "byl", "byline", "dc.creator",
    "dcterms.creator", "citation_author", "twitter:data1",
)  # fmt: skip
_META_SECTIONS = (
    "article:section", "og:article:section", "parsely-section", "section", "articlesection", "cxenseparse:section",
    "dc.subject.section", "category",
)  # fmt: skip
_CUT = re.compile(r"\s*(?:\d|[|•·@(]|\s[–—-]+\s|https?:|\bpublished\b|\bpublié\b|\bupdated\b)", re.I)
_PARTS = re.compile(r"\s*[,;/&]\s*")
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.|[^\W\d_][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?)")
_PARTICLES = frozenset(
    {
        "de", "da", "do", "dos", "di", "del", "della", "der", "den", "du", "des", "la", "le", "van", "von", "ter",
        "ten", "bin", "bint", "ibn", "el", "al", "ould", "mint", "ag", "ben", "zu", "y", "e", "af",
    }
)  # fmt: skip
_CRUMBS = re.compile(r"\s*[>›»/|→]\s*")
_WORDS = (2, 5)
_MAX_LENGTH = 120
_REACH = 12
_LEAST_REACH = 4
_INNER = re.compile(r"(?:\s[-–—]\s|\s?[,|·•]\s?)(?P<by>(?:by|par|por|von)\s[A-ZÀ-Þ])")
_ANNOUNCING = re.compile(r"((?:[^\W\d_]+\s+){0,3}[^\W\d_]+)\s*[:\s]\s*(?=\S)")
_PART = re.compile(r"\S+")
_MARKED = re.compile(r"\s*(?P<mark>:?)\s*")
_DATED = re.compile(r"(?P<name>[A-ZÀ-Þ][^\d,|·•–—]{3,38}?)\s?(?:,|\||·|•|\s[-–—])\s(?=[^|]{0,20}\d)")


@cache
def _words(role: str) -> frozenset[str]:
    rows = packaged_table("onrecord.documents.credits", "bylines.tsv")
    return frozenset(key(word) for row in rows if row["role"] == role for word in row["words"].split("|"))


def home_words() -> frozenset[str]:
    """Return the words, as keys, with which a path of sections begins ("home", "vous êtes ici")."""
    return _words("home")


def find_byline(page: Page, outlet: str | None) -> str | None:
    """Return the names of those who wrote the report, joined by commas, as the page gives them; None for none.

    JSON-LD goes before meta tags, these before the visible lines around the body. The outlet itself, an address and an
    account's name ("admin") are no names.
    """
    for names in (_linked_authors(page), _meta_authors(page), _visible_authors(page.blocks)):
        kept = dict.fromkeys(name for name in names if _is_writer(name, outlet))
        if kept:
            return ", ".join(kept)[:_MAX_LENGTH]
    return None


def _is_writer(name: str, outlet: str | None) -> bool:
    words = key(name)
    if not words or words in _words("nobody") or len(name) > _MAX_LENGTH or "/" in name or "@" in name:
        return False
    if any(char.isdigit() for char in name):
        return False
    return not (outlet and (words == key(outlet) or outlet_named(name) is not None))


def _linked_authors(page: Page) -> Iterator[str]:
    for item in page.linked:
        kinds = str(item.get("@type", "")).lower()
        if "article" not in kinds and "posting" not in kinds and "report" not in kinds:
            continue
        stated = item.get("author")
        for author in stated if isinstance(stated, list) else [stated]:
            name = author.get("name") if isinstance(author, dict) else author
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str):
                    yield without_by(fold(one))


def _meta_authors(page: Page) -> Iterator[str]:
    for name in _META_AUTHORS:
        stated = without_by(page.meta.get(name, ""))
        parts = _names_in(stated)
        if parts:
            yield from parts
            return


def _visible_authors(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the names of the lines around the body that begin with "By", the one above it first."""
    body = [i for i, block in enumerate(blocks) if block.reason is None]
    if not body:
        return
    near = [*range(body[0] - 1, max(-1, body[0] - 1 - _REACH), -1), *range(body[-1] + 1, body[-1] + 4)]
    for i in near:
        if not 0 <= i < len(blocks) or blocks[i].words > 30 or blocks[i].reason in {"comments", "related", "menu"}:
            continue
        line = blocks[i].text.strip(" (–—-")
        within = _INNER.search(line) if blocks[i].reason in {"byline", "date"} else None
        line = line[within.start("by") :] if within else line
        named = without_by(line)
        if named != line and (names := _names_in(named)):
            yield from names
            return
    yield from _unannounced(blocks, body)


def _unannounced(blocks: Sequence[Block], body: Sequence[int]) -> Iterator[str]:
    """Yield the person whom a line of date over the body names before the date, and whom the text never names."""
    told = f" {' '.join(blocks[i].key for i in body[:60])} "
    for i in range(body[0] - 1, max(-1, body[0] - 1 - _LEAST_REACH), -1):
        found = _DATED.match(blocks[i].text.strip()) if blocks[i].reason in {"byline", "date"} else None
        name = found["name"].strip() if found else ""
        if like_person(name) and not like_masthead(name) and f" {key(name)} " not in told:
            yield name
            return


def without_by(line: str) -> str:
    """Return ``line`` without the words at its beginning that announce a name."""
    found = _ANNOUNCING.match(line)
    parts = list(_PART.finditer(found.group(1))) if found else []
    for length in range(len(parts), 0, -1):
        words = key(" ".join(part.group(0) for part in parts[:length]))
        if words not in _words("by") and words not in _words("label"):
            continue
        rest = _MARKED.match(line, parts[length - 1].end())
        if rest and (words in _words("by") or rest["mark"]):
            return line[rest.end() :]
    return line


def _names_in(line: str) -> list[str]:
    """Return the names of persons at the beginning of ``line``: two to five words in capitals, particles aside."""
    cut = _CUT.search(line)
    rest = line[: cut.start()] if cut else line
    names: list[str] = []
    for part in _PARTS.split(rest):
        for name in _joined_names(part):
            if not like_person(name):
                return names
            names.append(name)
    return names


def _joined_names(part: str) -> list[str]:
    names: list[str] = []
    current: list[str] = []
    for word in part.split():
        if current and word.lower() in _words("and") and word.islower() and word.lower() not in {"e", "y"}:
            names.append(" ".join(current))
            current = []
        else:
            current.append(word)
    return [*names, " ".join(current)] if current else names


def like_person(name: str) -> bool:
    """Say whether ``name`` may be a person's: two to five words in capitals, particles aside."""
    words = name.split()
    if not _WORDS[0] <= len(words) <= _WORDS[1]:
        return False
    return all(
        word.lower() in _PARTICLES or (_NAME_WORD.fullmatch(word) and (word[:1].isupper() or not word[:1].islower()))
        for word in words
    )


def find_section(page: Page, title: str | None) -> str | None:
    """Return the part of the outlet in which the report stands, as the page names it; None where it names none."""
    for item in page.linked:
        stated = item.get("articleSection")
        first = stated[0] if isinstance(stated, list) and stated else stated
        if isinstance(first, str) and fold(first):
            return fold(first)[:_MAX_LENGTH]
    for name in _META_SECTIONS:
        if page.meta.get(name) and not page.meta[name].startswith("http"):
            return page.meta[name][:_MAX_LENGTH]
    crumbs = [*_linked_crumbs(page), *_visible_crumbs(page.blocks)]
    kept = [crumb for crumb in crumbs if key(crumb) not in _words("home") and key(crumb) != key(title or "")]
    return kept[-1] if kept else None


def _linked_crumbs(page: Page) -> Iterator[str]:
    for item in page.linked:
        listed = item.get("itemListElement")
        if "breadcrumb" not in str(item.get("@type", "")).lower() or not isinstance(listed, list):
            continue
        for entry in listed:
            inner = entry.get("item") if isinstance(entry, dict) else None
            name = entry.get("name") if isinstance(entry, dict) else None
            name = name or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str) and len(name.split()) <= 5:
                yield fold(name)
        return


def _visible_crumbs(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the crumbs of a path such as "Home > World > Africa" above the body."""
    for block in blocks:
        if block.reason is None:
            return
        parts = [part for part in _CRUMBS.split(block.text) if part]
        if 2 <= len(parts) <= 6 and key(parts[0]) in _words("home") and not block.text.count("|") > 1:
            yield from (part for part in parts[1:] if len(part.split()) <= 5)
            return
