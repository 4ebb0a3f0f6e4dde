"""Entity lists: made and changed by submissions, kept in versions, given to phones.

What a word does is decided in `sync.entities`; here it is done.
"""
