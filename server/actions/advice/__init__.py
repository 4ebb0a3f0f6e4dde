"""Recommendations: which step leads on from where, and taking it."""
