"""Markdown: text dumps in which crawlers keep headings, emphasis and links as marks (CommonMark)."""

import re

_MARK = re.compile(r"^ {0,3}#{1,6}\s+\S|\]\([^()\s]+\)", re.M)
_LEAST_MARKS = 3
_LONGEST_LINE = 20_000
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_LINKED_IMAGE = re.compile(r"\[!\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)\]\(([^()\s]*)[^()]*\)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_]{1,300}?)(?<=[^\s*_])\1(?![\w*_])")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_BULLET = re.compile(r"^\s{0,6}[*+]\s+(?=\S)")
_RULE = re.compile(r"\s*[*_-][*_\s-]{2,}")
_ROOT = re.compile(r"(?:https?://[^/?#]+)?/?")


def is_markdown(text: str) -> bool:
    """Say whether ``text`` holds at least three headings or links in the marks of Markdown."""
    return sum(1 for _, _found in zip(range(_LEAST_MARKS), _MARK.finditer(text), strict=False)) == _LEAST_MARKS


def heading_of(line: str) -> tuple[int, str] | None:
    """Return the level and words of a heading, None for any other line."""
    found = _HEADING.match(line)
    return (len(found[1]), unmarked(found[2])[0]) if found else None


def unmarked(line: str) -> tuple[str, float]:
    """Return the words of a line without marks, and which share of their characters stood in links.

    A picture leaves its address, or its words where it is the link to the site's front page.
    """
    if len(line) > _LONGEST_LINE or _RULE.fullmatch(line):
        return line, 0.0
    heading = _HEADING.match(line)
    text = _QUOTE.sub("", heading[2] if heading else line)
    text = _BULLET.sub("- ", text)
    text = _LINKED_IMAGE.sub(lambda m: m[1] if _ROOT.fullmatch(m[3]) and m[1] else m[2], text)
    text = _IMAGE.sub(lambda m: m[2], text)
    linked = sum(len(found[1]) for found in _LINK.finditer(text))
    text = _LINK.sub(lambda m: m[1], text)
    for pattern in (_STRONG, _EMPHASIS):
        text = pattern.sub(lambda m: m[2], text)
    return text.strip(), min(1.0, linked / max(1, len(text.strip(" -"))))
