"""Rewriting: a page as the server gives it, made fit to stand as a file.

Only start tags are touched; every other character is handed on as it was, so that what was escaped stays escaped. What
only a server can answer (``data-live``, forms, links without a place) is left out.
"""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from typing import Final

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""The policy of every page of the site: no script, style or picture but its own files, and nothing is sent."""
LIVE: Final = "data-live"
_ADDRESSES: Final = frozenset({"href", "src"})
_VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})

type Attributes = list[tuple[str, str | None]]


class Rewriter(HTMLParser):
    """One page: feed it, then take ``written``.

    ``place`` gives for an address of the server the one in the site, or None. ``insert`` gives what stands in place of
    the element with this value of ``data-live``, and for ``head`` what is added to the head.
    """

    def __init__(self, place: Callable[[str], str | None], insert: Callable[[str], str]) -> None:
        """Begin a page."""
        super().__init__(convert_charrefs=False)
        self._place = place
        self._insert = insert
        self._out: list[str] = []
        self._left_out: str = ""
        self._depth = 0

    @property
    def written(self) -> str:
        """The page as a file."""
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Hand a tag on with the addresses of files, or begin to leave an element out."""
        if self._left_out:
            self._depth += tag == self._left_out
            return
        named = dict(attrs)
        if tag == "form" or LIVE in named or self._is_nowhere(tag, named):
            self._out.append(self._insert(named.get(LIVE) or ""))
            if tag not in _VOID:
                self._left_out, self._depth = tag, 1
            return
        self._out.append(self._tag(tag, attrs))
        if tag == "meta" and "charset" in named:
            self._out.append(f'\n<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">')

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Hand on an element that closes itself."""
        if not self._left_out:
            self._out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Hand on the end of an element, or end leaving it out."""
        if self._left_out:
            self._depth -= tag == self._left_out
            if not self._depth:
                self._left_out = ""
            return
        if tag == "head":
            self._out.append(self._insert("head"))
        self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Hand on text."""
        self._kept(data)

    def handle_entityref(self, name: str) -> None:
        """Hand on a character by its name."""
        self._kept(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Hand on a character by its number."""
        self._kept(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Hand on the kind of document."""
        self._kept(f"<!{decl}>")

    def _kept(self, text: str) -> None:
        if not self._left_out:
            self._out.append(text)

    def _is_nowhere(self, tag: str, named: dict[str, str | None]) -> bool:
        return tag == "a" and self._placed(named.get("href") or "#") is None

    def _tag(self, tag: str, attrs: Attributes) -> str:
        if not any(name in _ADDRESSES for name, _ in attrs):
            return self.get_starttag_text() or ""
        if tag == "script":
            # A module is not read from a folder; what has no type runs deferred in the same order.
            attrs = [(name, value) for name, value in attrs if name != "type"] + [("defer", None)]
        words = [tag]
        for name, value in attrs:
            if name in _ADDRESSES and value is not None:
                value = self._placed(value) or "#"
            words.append(name if value is None else f'{name}="{escape(value)}"')
        return f"<{' '.join(words)}>"

    def _placed(self, address: str) -> str | None:
        return address if address.startswith("#") else self._place(address)
