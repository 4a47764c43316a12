"""Time expressions of a text, with EDTF and TIMEX3 values."""

from onrecord.language.times.find import find_times
from onrecord.language.times.tenses import Tenses, tenses_of

__all__ = ["Tenses", "find_times", "tenses_of"]
