"""What a sentence is made of, and what is said about the data."""

#: (what happened, what to do) in Chinese, then in English, then the data
Sentences = tuple[tuple[str, str], tuple[str, str], tuple[str, str]]

UNCHANGED = ("未作任何更改。", "Nothing was changed.")
ON_PHONE = (
    "填报内容和照片都在本机，没有丢失。",
    "Answers and photos are still on this phone.",
)
BOTH_KEPT = ("两份都已保留。", "Both are kept.")
