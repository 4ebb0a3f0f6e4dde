"""Notices: which step leads on from where, taking it, and whose template is used."""
