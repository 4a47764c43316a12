"""Dating: when a report was published, and how that is known."""

from onrecord.documents.dating.publication import Publication, date_line, find_publication

__all__ = ["Publication", "date_line", "find_publication"]
