"""The life of a clue (domain study §2.3).

::

    registered → screened → out of scope (passed on, with a letter)
                     └→ accepted ─ assign → assigned → checking → concluded
                            ↑  └── back, twice at most ┘             │  held → checking
                                                     answered ← ─────┘
                                                        └→ closed

`ways` decides what leads where, `wording` what may be written, both pure; the other
rooms carry a step out, with its guard, its rows and its one event.
"""
