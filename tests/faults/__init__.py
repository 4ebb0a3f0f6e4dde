"""Faults put in on purpose: power cuts and bad networks."""
