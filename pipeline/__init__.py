"""UNDERSTAND: pure functions from a page to postings, clean fields, mentions, roles, AI level, series and charts."""
