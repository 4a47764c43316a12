"""One entity across reports and languages: names in several scripts, what ties two mentions, what keeps them apart."""
