"""What a stage is: a function with its name, version, needs, gifts and settings declared in one place."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.config import Config
from onrecord.core.entities import Resolved
from onrecord.core.errors import PipelineError
from onrecord.core.lineage import Placement
from onrecord.core.records import Commitment, Entry, Keyed
from onrecord.core.view import View
from onrecord.language.codebooks import codebook_digest
from onrecord.pipeline.folios import Folio
from onrecord.record.ledger import StageMark

if TYPE_CHECKING:
    from onrecord.meaning.entities.across.resolving import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What every stage declares.

    ``version`` goes up with every change of what the stage gives. ``requires`` and ``assigns`` name what it reads and
    adds (fields of ``Folio``, then of the ledger); ``config`` the settings that change what it gives.
    """

    name: str
    version: int
    requires: tuple[str, ...]
    assigns: tuple[str, ...]
    config: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """``stage@version``, as every stored row carries it."""
        return f"{self.name}@{self.version}"

    def mark(self, config: Config, *, failed: bool = False) -> StageMark:
        """Return the mark that the stage leaves on what it has dealt with."""
        settings = json.dumps({name: _setting(config, name) for name in self.config}, sort_keys=True)
        digest = hashlib.blake2b(settings.encode(), digest_size=8).hexdigest()
        return StageMark(self.name, self.version, digest, failed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStage(Declaration):
    """A stage over one report at a time, handed several for speed.

    ``run`` is a function of a module (so that it can be pickled) without side effects: folios and settings in, the
    same number of folios out, in the same order. ``leave`` is called where a batch is given up (Ctrl-C): it ends what
    ``run`` has begun beside the batch.
    """

    run: Callable[[Sequence[Folio], Config], Sequence[Folio]]
    leave: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStage(Declaration):
    """A stage over many reports: it is given a view of the ledger and the ids of the reports that are new to it, and
    yields keys of mentions, entries or commitments, each in place of every one that held something of it."""

    run: Callable[[View, Sequence[str], Config], Iterator[Entry] | Iterator[Keyed] | Iterator[Commitment]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacingStage(Declaration):
    """A stage over many reports that says of each new one which others it descends from: it is given a view of the
    ledger and the ids of the reports that are new to it, and yields one placement a report."""

    run: Callable[[View, Sequence[str], Config], Iterator[Placement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvingStage(Declaration):
    """A stage over many reports that says of each mention in a new one which entity of all reports it is: it is given a
    view of the ledger, the registry of those known and the ids of the reports that are new to it."""

    run: "Callable[[View, Registry, Sequence[str], Config], Iterator[Resolved]]"


def _setting(config: Config, name: str) -> object:
    """Return what a mark keeps of a setting: of the user's codebook its words, whatever the folder is called."""
    return codebook_digest(config.codebook) if name == "codebook" else getattr(config, name)


def check_order(stages: Iterable[Declaration], given: Iterable[str]) -> None:
    """Check that every stage finds what it needs among ``given`` and what the stages before it assign.

    Raises PipelineError where one does not, or where two stages bear one name.
    """
    known, names = set(given), set[str]()
    for stage in stages:
        missing = [need for need in stage.requires if need not in known]
        if missing:
            raise PipelineError(
                "pipeline.unmet",
                f"The stage {stage.label} needs {', '.join(missing)}, which no stage before it gives.",
                "Put a stage that assigns it before this one.",
            )
        if stage.name in names:
            raise PipelineError(
                "pipeline.twice", f"Two stages are called {stage.name!r}.", "Give each a name of its own."
            )
        names.add(stage.name)
        known.update(stage.assigns)
