"""Bundles: a phone's unsent work out of one sealed file.

The file is opened and checked whole before anything is taken. Then each form goes
through the same reception as if the phone had sent it; a second time it is known.
"""

from server.actions.bundles.bringing import Office, bring, foresee, stand_in
from server.actions.bundles.drafts import take_in
from server.actions.bundles.manifest import LARGEST, Bundle, Sheet, maker, opened
from server.actions.bundles.outcome import Outcome, What

__all__ = [
    "LARGEST",
    "Bundle",
    "Office",
    "Outcome",
    "Sheet",
    "What",
    "bring",
    "foresee",
    "maker",
    "opened",
    "stand_in",
    "take_in",
]
