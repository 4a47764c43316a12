"""Running the stages over a batch of folios: in this process, or in others."""

import gc
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess

from onrecord.config import Config
from onrecord.core.errors import OnrecordError, PipelineError
from onrecord.core.issues import Issue
from onrecord.pipeline.folios import Folio
from onrecord.pipeline.stages import ReportStage

type Batch = Sequence[Folio]


def run_batch(stages: Sequence[ReportStage], batch: Batch, config: Config) -> list[Folio]:
    """Return the folios of ``batch`` as the stages leave them, stripped, in the same order.

    A folio on which a stage fails gets an issue of severity ``error`` and is seen by no later stage.
    """
    folios = list(batch)
    try:
        with uncollected():
            for stage in stages:
                whole = [n for n, folio in enumerate(folios) if folio.failed is None]
                for n, folio in zip(whole, _guarded(stage, [folios[n] for n in whole], config), strict=True):
                    folios[n] = folio
    except KeyboardInterrupt:
        for leave in (stage.leave for stage in stages if stage.leave is not None):
            leave()
        raise
    return [folio.stripped() for folio in folios]


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the search for cyclic garbage back: a batch makes objects by the hundred thousand and no cycles to speak of,
    and each search walks through all that the parsers hold. It takes up its work again after the batch."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def run_batches(
    stages: Sequence[ReportStage], batches: Iterable[Batch], config: Config, jobs: int
) -> Iterator[list[Folio]]:
    """Yield the batches as the stages leave them, in order, worked on by ``jobs`` processes (by this one where 1).

    Raises PipelineError where a process dies; what was yielded before is sound.
    """
    if jobs == 1:
        for batch in batches:
            yield run_batch(stages, batch, config)
        return
    others = set(active_children())
    # "spawn": forking a process that runs threads (numpy's, for one) may deadlock the child.
    executor = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupt)
    waiting: deque[Future[list[Folio]]] = deque()
    try:
        for batch in batches:
            with _interrupt_held_back():
                waiting.append(executor.submit(run_batch, stages, batch, config))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise PipelineError(
            "pipeline.worker",
            "A process that read reports has died.",
            "Run again with one job (--jobs 1); in a script, guard the start by `if __name__ == '__main__':`.",
        ) from error
    except KeyboardInterrupt:
        ready = [future.result() for future in waiting if _is_sound(future)]
        _stop(others)
        yield from ready
        raise
    except GeneratorExit:
        # Whoever took the batches was interrupted or failed: nobody will take the rest.
        with _interrupt_held_back():
            _stop(others)
        raise
    finally:
        # A wait that a second Ctrl-C breaks off would leave the pool's thread and its processes waiting for each other.
        with _interrupt_held_back():
            executor.shutdown(cancel_futures=True)


@contextmanager
def _interrupt_held_back() -> Iterator[None]:
    """Hold Ctrl-C back while processes are started or ended. Those started take the hold over: it reaches every process
    of a terminal, and only the parent is to decide what to do about it, from the children's first moment on."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_sound(future: Future[list[Folio]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _stop(others: Set[BaseProcess]) -> None:
    """End the child processes but for ``others``. Waiting for them instead would leave them behind when an impatient
    second Ctrl-C breaks off the waiting."""
    for process in set(active_children()) - others:
        process.terminate()


def _ignore_interrupt() -> None:
    # For systems where signals cannot be held back while a process starts.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _guarded(stage: ReportStage, folios: Sequence[Folio], config: Config) -> list[Folio]:
    """Run ``stage`` over all at once; where that fails, one by one, so that only the culprit is lost."""
    if not folios:
        return []
    try:
        given = list(stage.run(folios, config))
        if len(given) == len(folios):
            return [folio.stamped(stage.label, stage.assigns) for folio in given]
        error: Exception = ValueError(f"{len(folios)} folios in, {len(given)} out")
    except Exception as caught:  # noqa: BLE001  # the one boundary where a report's unforeseen fault is contained
        error = caught
    if len(folios) > 1:
        return [folio for one in folios for folio in _guarded(stage, [one], config)]
    return [replace(folios[0].with_issue(_fault(stage, error)), failed=stage.name)]


def _fault(stage: ReportStage, error: Exception) -> Issue:
    if isinstance(error, OnrecordError):
        return Issue(stage.label, error.code, error.message, error.mend, severity="error")
    return Issue(
        stage.label,
        f"{stage.name}.failed",
        f"The stage failed: {type(error).__name__}: {error}"[:500],
        "Report this as a defect, with the file.",
        severity="error",
    )
