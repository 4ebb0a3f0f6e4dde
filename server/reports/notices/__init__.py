"""The documents of notices: what fills them, the shipped ones, and offices' own."""
