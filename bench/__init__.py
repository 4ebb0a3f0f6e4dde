"""The figures: how fast the office takes submissions in, and what that costs.

`make bench` runs everything and writes build/bench.json; `python -m
bench.openrosa_load` is the load generator alone, for any OpenRosa server on this
machine: bodies built beforehand, connections kept alive, 50 requests that warm up, the
median of three runs. It speaks OpenRosa only, with the key in the path: no other
authentication, no HEAD before each POST, no downloads, no TLS. It counts 201 and 202,
not every 2xx, and its photographs are scenes made by chance, noisy, in JPEG at quality
60.
"""
