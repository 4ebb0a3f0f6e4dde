"""The sheets of an office beside the ledger, each from one extract (domain study §4.1).

Every sheet has the ledger's title row, sub-title, filter and day, and its sums agree
with the ledger's.
"""
