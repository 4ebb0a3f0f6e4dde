"""Photographs of the story that ask for a look: one of each kind, on purpose."""

from __future__ import annotations

#: A picture that came back through a chat: scaled down, compressed, without notes.
#: By the name of the photo: the trip that it was taken on, and its name there.
COPIED = {"DZ-18-later-02.jpg": ("DZ-02-app", "DZ-02-app-01.jpg")}
#: Chosen from the gallery of the phone.
FROM_GALLERY = ("DZ-13-later-02.jpg",)
#: Taken so many degrees to the north of the others.
AWAY = {"DZ-07-later-03.jpg": 0.0081}
#: Trips of which the office writes down where the site is.
LOCATED = ("DZ-07-later",)
