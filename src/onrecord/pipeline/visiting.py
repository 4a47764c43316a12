"""Visiting: addresses on the web, asked for what is new since the ledger last read them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.config import Config
from onrecord.core.issues import Issue
from onrecord.record.ledger import StageMark, Store, Visit

if TYPE_CHECKING:
    from onrecord.documents.capture.fetching import Fetched, Fetcher


class Visitor:
    """Fetches addresses for one ingest and remembers what their servers said of them."""

    def __init__(self, store: Store, config: Config, marks: Sequence[StageMark]) -> None:
        """Prepare; ``marks`` are those of the stages that read what is fetched."""
        self._store = store
        self._config = config
        self._stages = hashlib.blake2b(repr(marks).encode(), digest_size=8).hexdigest()
        self._fetcher: Fetcher | None = None
        self._made: dict[str, Visit] = {}
        self._linked: dict[str, list[str]] = {}

    @property
    def went_out(self) -> bool:
        """Whether any address was asked."""
        return bool(self._made)

    def has_read(self, url: str) -> bool:
        """Say whether the ledger holds what stood at ``url``, read by the stages as they are now."""
        return url in self._made or self._last(url) is not None

    def visit(self, url: str) -> "Fetched":
        """Return what stands at ``url``, without bytes where that is what the ledger has read already.

        Raises CaptureError where it cannot or may not be had.
        """
        from onrecord.documents.capture.fetching import Fetcher  # heavy to import, and seldom needed

        if self._fetcher is None:
            self._fetcher = Fetcher(self._config)
        last = self._last(url)
        found = self._fetcher.fetch(url, etag=last.etag if last else None, modified=last.modified if last else None)
        visit = Visit(url, self._stages, found.etag, found.modified)
        if found.raw is None and last is not None:
            visit = replace(last, etag=found.etag or last.etag, modified=found.modified or last.modified)
        self._made[url] = visit
        return found

    def note_links(self, name: str, urls: Iterable[str]) -> None:
        """Note that what stands at ``name`` links to ``urls``: until they can be had, it is not done with."""
        self._linked.setdefault(name, []).extend(urls)

    def made(self, failures: Sequence[Issue]) -> Iterator[Visit]:
        """Yield the visits to be remembered: those of which nothing failed, and no link for a time only."""
        from onrecord.documents.capture.fetching import TEMPORARY

        failed = [issue.file or "" for issue in failures]
        missed = {issue.file for issue in failures if issue.code in TEMPORARY}
        for url, visit in self._made.items():
            whole = not any(file == url or file.startswith((f"{url}#", f"{url}!/")) for file in failed)
            if whole and missed.isdisjoint(self._linked.get(url, ())):
                yield visit

    def _last(self, url: str) -> Visit | None:
        visit = self._store.visits([url]).get(url)
        return visit if visit is not None and visit.stages == self._stages else None
