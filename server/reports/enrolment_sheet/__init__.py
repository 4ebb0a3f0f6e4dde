"""A sheet of codes to be printed and cut: one card for each phone that is to join."""
