"""The figures: how fast the office takes submissions in, and what that costs.

`make bench` runs everything and writes build/bench.json; `python -m
bench.openrosa_load` is the load generator alone, for any OpenRosa server on this
machine.
"""
