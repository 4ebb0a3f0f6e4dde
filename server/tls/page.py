"""The page that installs our authority on a phone, in plain HTTP on its own port.

It holds nothing secret: the enrolment code is shown by the terminal or the console,
for this page could be read by anybody in the network.
"""

from __future__ import annotations

import io

from flask import Flask, Response, render_template, send_file

from server.tls.authority import Certificates

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def install_page(certificates: Certificates, field_app: str) -> Flask:
    """Make the small application; `field_app` is where the phone goes afterwards."""
    app = Flask("server", static_folder="static", template_folder="templates")

    @app.get("/")
    def steps() -> str:
        return render_template(
            "phone/install.html",
            field_app=field_app,
            fingerprint=certificates.fingerprint,
        )

    @app.get("/chafang-authority.crt")
    def authority() -> Response:
        return send_file(
            io.BytesIO(certificates.authority),
            mimetype="application/x-x509-ca-cert",
            download_name="chafang-authority.crt",
            as_attachment=True,
        )

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return app
