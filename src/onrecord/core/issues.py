"""Issues and drops: what went wrong or was left out, as rows, so that nothing vanishes silently."""

from typing import Literal

from onrecord.core.making import record
from onrecord.core.spans import Span

Severity = Literal["note", "warning", "error"]


@record
class Issue:
    """Something that a person should know about one input or report.

    ``code`` is stable (``dating.weekday``); ``message`` names what was found, ``mend`` what can be done. ``file`` is
    the input's path as given, ``report`` the report's id where there is one, ``span`` the characters of its text.
    """

    stage: str
    code: str
    message: str
    mend: str = ""
    severity: Severity = "warning"
    file: str | None = None
    report: str | None = None
    span: Span | None = None


@record
class DroppedBlock:
    """A block of a page or dump that is not part of the article's body, with the reason that it was left out.

    ``reason`` is a stable word (``menu``, ``repeated-title``, ``tags``); ``position`` counts the blocks of the raw
    document from 0.
    """

    text: str
    reason: str
    position: int


@record
class DroppedMention:
    """A mention that a stage found and then ruled out, with the reason (``hypothetical``, ``habit``)."""

    stage: str
    span: Span
    reason: str
