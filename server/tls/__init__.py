"""Phones over TLS in the local network: our own authority, and a front with it.

Browsers give service workers, camera and storage to safe addresses only. waitress
speaks no TLS, so a relay stands in front of it and passes bytes on (``relay``); the
page that installs the authority on a phone is plain HTTP on another port (``page``).
"""

from server.tls.authority import Certificates, ensure_certificates
from server.tls.names import network_names
from server.tls.serving import Front, serve_tls

__all__ = [
    "Certificates",
    "Front",
    "ensure_certificates",
    "network_names",
    "serve_tls",
]
