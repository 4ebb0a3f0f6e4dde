"""What pages show: small read-models, one page a file; they only look."""
