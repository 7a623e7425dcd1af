"""From what a source shows to clean fields: one file per field, pure functions."""
