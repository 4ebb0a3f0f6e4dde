"""The field app's figures, on the phone's side of the line.

`make bench-client` drives the built app in a real Chromium that is slowed down four
times, against a real server, and writes build/bench-client.json.
"""
