"""Loading the parsers: once per process, on first use, without the components that nothing here needs."""

import importlib
import importlib.util
import re
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from onrecord.core.errors import LanguageError
from onrecord.language.lexicons import settings

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

# The gazetteer names states, bodies and people better than the models do, at a fraction of the time: entity
# recognition is three quarters of a full pipeline's cost.
_LEFT_OUT = ("ner",)


def model_names(language: str) -> tuple[str, ...]:
    """Return the importable models that can parse ``language``, the preferred one first."""
    names = settings(language).get("models", [])
    return tuple(str(name) for name in cast("list[object]", names))


def load_full(language: str) -> "Language":
    """Load the parser of ``language`` with every component it has (for comparison; see ``bench/``).

    Raises LanguageError where no model of the language is installed.
    """
    return _load(language, ())


@cache
def load_parser(language: str) -> "Language":
    """Return the parser of ``language``, loaded on first use and kept for the life of the process.

    Raises LanguageError where no model of the language is installed.
    """
    from thinc.api import use_ops

    from onrecord.language.embedding import remember_embeddings
    from onrecord.language.lemmas import remember_lemmas
    from onrecord.language.ruler import remember_rules
    from onrecord.language.windows import join_windows

    # The models' small matrices are multiplied twice as fast by numpy's BLAS as by the one that spaCy brings along.
    with use_ops("numpy", use_blis=False):
        nlp = _load(language, _LEFT_OUT)
    _keep_whole(nlp, str(settings(language).get("whole_words", "")))
    remember_rules(nlp)
    remember_lemmas(nlp)
    remember_embeddings(nlp)
    join_windows(nlp)
    return nlp


def _keep_whole(nlp: "Language", pattern: str) -> None:
    """Let the tokenizer part no words that ``pattern`` matches from end to end; none where it is empty."""
    if not pattern:
        return
    tokenizer: Any = nlp.tokenizer
    known, own = tokenizer.token_match, re.compile(pattern).fullmatch
    tokenizer.token_match = lambda word: own(word) or (known(word) if known is not None else None)


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which matrices are multiplied by the calling thread alone.

    Those of a parser are too small to be worth sharing: further threads cost more in waiting than they take over, and
    much more where several processes parse.
    """
    return cast("AbstractContextManager[object]", _thread_pools().limit(limits=1, user_api="blas"))


@cache
def _thread_pools() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _load(language: str, exclude: tuple[str, ...]) -> "Language":
    import spacy  # spaCy takes a second to import; commands that parse nothing need not pay it

    for name in model_names(language):
        if importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        # Packages that ship a model as plain data say where it lies; the others are spaCy packages.
        model: str | Path = module.model_path() if hasattr(module, "model_path") else name
        return spacy.load(model, exclude=list(exclude))
    wanted = " or ".join(model_names(language)) or "(none named)"
    raise LanguageError(
        "language.model",
        f"No parser for the language {language!r} is installed.",
        f"Install {wanted} with pip.",
    )
