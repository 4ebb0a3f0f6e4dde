"""What a phone scans to join, drawn as SVG; shown once, good for a day."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from markupsafe import Markup

from server.models import Campaign, Device, User
from sync.enrolment import field_link, settings_qr, trial_link


@dataclass(frozen=True, slots=True)
class Card:
    """A code to scan, with the words to type instead."""

    kind: str
    picture: Markup
    link: str
    who: str


def for_field_app(base_url: str, user: User | None, code: str) -> Card:
    """Draw the field app's link; its code works once within 24 hours."""
    link = field_link(base_url, code)
    return Card("field", drawn(link), link, user.display_name if user else "")


def for_collect(base_url: str, campaign: Campaign, device: Device, token: str) -> Card:
    """Draw Collect's settings; they hold the key itself."""
    link = f"{base_url}/v1/key/{token}/projects/{campaign.id}"
    picture = drawn(settings_qr(link, campaign.name))
    return Card("collect", picture, link, device.label)


def for_draft(base_url: str, name: str, token: str) -> tuple[Card, Card]:
    """Draw the ways to one form on trial: the field app's and Collect's.

    Both hold its token, which opens nothing else.
    """
    link = trial_link(base_url, token)
    server = f"{base_url}/v1/test/{token}/projects/1"
    collect = drawn(settings_qr(server, name))
    return Card("field", drawn(link), link, ""), Card("draft", collect, server, "")


def drawn(text: str) -> Markup:
    """Draw a QR code as an SVG without any style of its own."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - drawn by segno, no words in it
