"""The article's claims, each held against postings: a question, a statistic, a figure and a verdict that is computed.

Every claim is an entry (`entry.Claim`); what it measures are small frozen records over `evidence.Evidence`.
"""
