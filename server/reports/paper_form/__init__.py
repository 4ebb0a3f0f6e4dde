"""A form on paper, for the day the phone is broken: boxes to tick, lines to write on.

`asked` says what stands on it, `conditions` when a question is to be filled; `docx` and
`pdf` only lay it out.
"""
