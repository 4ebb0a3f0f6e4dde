"""A workbook changed cell by cell, everything else in it as it was."""
