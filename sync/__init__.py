"""What is sent between phone and office, what is decided, what changed.

Everything here is pure: no file, no network, no clock. The contract in prose is
``docs/sync-protocol.md``; the shared cases stand in ``tests/conformance``.
"""
