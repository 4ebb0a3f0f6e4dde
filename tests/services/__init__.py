"""Real servers that tests need, started for one run and thrown away after it.

`make test` fetches their programs; a test run only looks for what is there, and says
why it skips what is not.
"""
