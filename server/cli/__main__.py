"""`python -m server.cli`: the same as `chafang`."""

from server.cli.main import main

main()
