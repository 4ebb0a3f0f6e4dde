"""What is said about photos and submissions under review."""

from server.texts.sentences import UNCHANGED, Sentences

REVIEW: dict[str, Sentences] = {
    "spot_missing": (
        ("没有写坐标。", "请按 37.189642, 116.866107 的样子填写。"),
        ("There are no coordinates.", "Write them like 37.189642, 116.866107."),
        UNCHANGED,
    ),
}
