"""The errors that onrecord raises on purpose.

OnrecordError            root of all
|- ConfigError           a setting has a value that cannot be used
|- CaptureError          a file or page cannot be read
|- LanguageError         a language is unknown or its parser is not installed
|- LexiconError          a data file of a language or of the world is malformed
|- PipelineError         the stages do not fit together
|- LedgerError           the ledger cannot be opened, read or written
`- ViewError             a view of the ledger cannot be made or written
"""


class OnrecordError(Exception):
    """Root of onrecord's errors.

    ``code`` is stable and names the fault (for example ``capture.empty``); ``mend`` says in one sentence what
    the user can do about it.
    """

    def __init__(self, code: str, message: str, mend: str) -> None:
        super().__init__(f"{message} {mend} [{code}]")
        self.code = code
        self.message = message
        self.mend = mend

    def __reduce__(self) -> tuple[type["OnrecordError"], tuple[str, str, str]]:
        """Pickle by the three parts, so that an error crosses a process boundary whole."""
        return (type(self), (self.code, self.message, self.mend))


class ConfigError(OnrecordError):
    """A setting has a value that cannot be used."""


class CaptureError(OnrecordError):
    """A file or page cannot be read."""


class LanguageError(OnrecordError):
    """A language is unknown or its parser is not installed."""


class LexiconError(OnrecordError):
    """A data file of a language or of the world is malformed."""


class PipelineError(OnrecordError):
    """The stages do not fit together."""


class LedgerError(OnrecordError):
    """The ledger cannot be opened, read or written."""


class ViewError(OnrecordError):
    """A view of the ledger cannot be made or written."""
