"""Forms: XLSForm in, definitions, instances, expressions and finding rules.

A library that knows nobody: it imports nothing else of this house, no web
framework and no database.
"""
