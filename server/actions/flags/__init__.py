"""What about a photo asks for a look: found by the job, explained on the page.

A flag stands on facts and accuses nobody. ``signs`` decides about one photo by
itself, ``alike`` finds the photos of others that are the same or nearly so, and
``keeping`` writes both down.
"""

from server.actions.flags.keeping import Look, index, keep, look, look_again
from server.actions.flags.refusals import mismatch

__all__ = ["Look", "index", "keep", "look", "look_again", "mismatch"]
