"""The life of a finding once it is in the ledger (domain study §2.3).

::

    confirmed ─ assign → assigned ─ acknowledge → rectifying ─ report → reported
        ↑  └─ fixed on the spot ──────────────┐        ↑  ↑                │ verify
        └── dispute (once a unit) ── assigned │   fail │  │                ↓
                                              └→ verifying, level by level ┤
                                                      ↑                    │ last level
                               closed ←─ close ─ pending notice ←──────────┘
                                  └─ reopen → rectifying    └ objection → verifying

    in review → merged;   confirmed … verifying → cleared | exempted (two persons)
    where it stands: escalated, referred, reclassified, traced, given more time

`stages` decides what leads where and `due` counts the days, both pure; the other
rooms carry a step out, with its guard, its rows and its one event.
"""
