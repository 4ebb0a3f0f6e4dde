"""What the office refuses, by name.

::

    Refusal
    ├── NotFound            it is not there, or not yours: the same answer
    ├── NotAllowed          yours to see, but not to do
    │   ├── SignInNeeded
    │   ├── DeviceUnknown   the token is not one of ours
    │   │   └── DeviceRevoked  it was ours and was taken back
    │   ├── OwnFinding      who wrote it cannot accept it
    │   └── StaleForm       the form's CSRF token is not this session's
    ├── BadInput            what was sent cannot be meant
    ├── Conflict            it was done, or changed, in the meantime
    │   ├── InstanceConflict  other answers stand under this instance id
    │   └── WrongState
    ├── Gone                it was here; its time is over
    ├── TooMany             too many tries; wait
    └── Incomplete          something that the step needs is missing

Texts stand in ``server/texts`` by code; statuses in ``server/problem.py``.
"""

from __future__ import annotations


class Refusal(Exception):
    """A named refusal, with the values its sentence needs."""

    code = "refused"

    def __init__(self, code: str | None = None, **values: object) -> None:
        super().__init__(code or self.code, values)
        self.code = code or self.code
        self.values = values


class NotFound(Refusal):
    """Unknown and forbidden are the same answer."""

    code = "not_found"


class NotAllowed(Refusal):
    """Visible to the actor, but not this actor's to do."""

    code = "not_allowed"


class SignInNeeded(NotAllowed):
    """Nobody is signed in."""

    code = "sign_in_needed"


class DeviceUnknown(NotAllowed):
    """The device token is unknown."""

    code = "device_unknown"


class DeviceRevoked(DeviceUnknown):
    """The token was taken back, or its person's account is shut."""

    code = "device_revoked"


class OwnFinding(NotAllowed):
    """Who confirmed a finding, or sent it, cannot accept it."""

    code = "own_finding"


class StaleForm(NotAllowed):
    """The page was opened in another sign-in."""

    code = "stale_form"


class BadInput(Refusal):
    """What was sent cannot be meant."""

    code = "bad_input"


class Conflict(Refusal):
    """It was done, or changed, in the meantime."""

    code = "conflict"


class InstanceConflict(Conflict):
    """Other answers stand under this instance id; both are kept."""

    code = "instance_conflict"


class WrongState(Conflict):
    """The step does not lead on from where the thing stands."""

    code = "wrong_state"


class Gone(Refusal):
    """It was here; its time is over."""

    code = "gone"


class TooMany(Refusal):
    """Too many tries."""

    code = "too_many"


class Incomplete(Refusal):
    """Something that the step needs is missing; ``code`` says what."""

    code = "incomplete"
