"""The demo: reports that come with the package; ``SOURCES.md`` says what they tell of and where the facts are from."""
