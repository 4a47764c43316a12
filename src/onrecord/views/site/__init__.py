"""The static site: the same pages as files, to be put on any web server or opened from a folder."""
