"""Charts as SVG of our own: a few rectangles, lines and texts, with the table of their figures behind each."""
