"""What weighed most for the parties of an act, in words for readers; apart from ``events``, which loads the parsers."""
