"""The command `chafang`: stable for scripts, every verb with --help and --json."""

from server.cli.main import main

__all__ = ["main"]
