"""Write the first letters of the pinyin of all common characters as a TypeScript table."""

from pathlib import Path

from server.actions.pinyin import of_place

TABLE = Path(__file__).parents[1] / "src" / "app" / "fields" / "initials_table.ts"
FIRST, LAST = 0x4E00, 0x9FA5
WIDTH = 88


def main() -> None:
    """Make the table afresh, from what the office's own spelling of places says."""
    letters = "".join(map(initial, range(FIRST, LAST + 1)))
    lines = [letters[at : at + WIDTH] for at in range(0, len(letters), WIDTH)]
    body = "\\\n".join(lines)
    TABLE.write_text(
        "/** Made by scripts/initials.py: the first letter of each character from U+4E00"
        f' on. */\nexport const INITIALS = "\\\n{body}";\n'
    )


def initial(number: int) -> str:
    """Give the letter that a character's spelling begins with; "-" for none."""
    letter = of_place(chr(number))[:1]
    return letter if letter.isascii() and letter.isalpha() else "-"


main()
