"""What the words are: parse, quotations, time expressions, quantities; knows grammar, not the world."""
