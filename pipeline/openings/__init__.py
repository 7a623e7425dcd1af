"""Openings: which postings advertise the same job, by evidence that rarely lies.

Keys, strongest first: the source's own id (one row already); the requisition, or an address that names one job, under
the same title in the same place; employer, title, place and text alike; near texts under pair rules; an agency's copy.
A false merge hides a job, a missed one only counts it twice: so an unresolved employer, an empty text or a number that
is no requisition is no evidence; another city, another requisition, or a requisition where the other has none, is
another job (2026-11).
"""

from pipeline.openings.keys import text_hash

__all__ = ["text_hash"]
