"""What leaves the house: the ledger and the answers, as XLSX and CSV."""
