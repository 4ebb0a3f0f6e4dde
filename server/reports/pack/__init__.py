"""A team's pack (资料包): everything about its findings in one archive (§4.4).

It is written as it is sent, one file after the other, in constant memory; the same
filter gives the same bytes, but for the one file that says when it was made.
"""

from server.errors import BadInput

PACK = "资料包"


class TeamNotNamed(BadInput):
    """A pack is one team's."""

    code = "pack_team_missing"
