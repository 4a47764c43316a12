"""The gold ledger that onrecord brings along, and how it is compared with what the pipeline reads."""
