"""Time expressions of a text, with EDTF and TIMEX3 values."""

from onrecord.language.times.find import find_times

__all__ = ["find_times"]
