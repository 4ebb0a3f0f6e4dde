"""What a phone scans to join: Collect's settings and the field app's link."""

import base64
import json
import zlib


def settings_qr(server_url: str, project_name: str) -> str:
    """Write Collect's settings as its QR code wants them: base64(zlib(JSON)).

    ``server_url`` holds the device's token: who sees the code is enrolled.
    """
    settings = {
        "general": {
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "project": {"name": project_name},
        "admin": {},
    }
    text = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def field_link(base_url: str, code: str) -> str:
    """Write the field app's enrolment link.

    The one-time code stands in the fragment, which no server and no log sees.
    """
    return f"{base_url.rstrip('/')}/app/#/enrol/{code}"


def trial_link(base_url: str, token: str) -> str:
    """Write the field app's link to one form on trial; its token opens nothing else."""
    return f"{base_url.rstrip('/')}/app/#/try/{token}"
