"""What is said about photos and submissions under review."""

from server.texts.sentences import UNCHANGED, Sentences

REVIEW: dict[str, Sentences] = {
    "original_guarded": (
        ("这张照片已涂抹或标为敏感。", "由审核员说明原因后打开原件。"),
        (
            "This photo was covered or is sensitive.",
            "A reviewer opens it with a reason.",
        ),
        UNCHANGED,
    ),
    "regions_missing": (
        ("没有画出要遮住的地方。", "先在照片上拖出方框，再涂抹。"),
        ("Nothing was drawn.", "Draw a box on the photo first."),
        UNCHANGED,
    ),
    "regions_bad": (
        ("画出的方框无法识别。", "请在审核页的照片上重画。"),
        ("The boxes cannot be understood.", "Draw them again on the review page."),
        UNCHANGED,
    ),
    "nothing_covered": (
        ("这张照片没有涂抹件。", "请刷新后查看最新状态。"),
        ("This photo has no covered copy.", "Reload to see where it is."),
        UNCHANGED,
    ),
    "photo_not_covered": (
        ("这个文件不能涂抹。", "不是可解码的照片；可标为敏感，不让它外流。"),
        ("This file cannot be covered.", "Mark it sensitive to keep it in the house."),
        UNCHANGED,
    ),
    "bulk_held": (
        ("有要逐件看的填报。", "打开它逐件审核，或只选“可一并通过”的。"),
        ("Some have to be opened one by one.", "Open them, or choose the others only."),
        UNCHANGED,
    ),
    "bulk_empty": (
        ("没有选填报。", "先勾选，再办理。"),
        ("Nothing was chosen.", "Tick some first."),
        UNCHANGED,
    ),
    "bulk_unknown": (
        ("一次办理的件数太多，或办法不对。", "一次最多 {most} 件。"),
        ("Too many at once, or no such decision.", "At most {most} at once."),
        UNCHANGED,
    ),
    "bulk_done": (
        ("已经办理，不能再撤销。", "请逐件打开处理。"),
        ("It has been carried out.", "Open them one by one."),
        UNCHANGED,
    ),
    "remark_missing": (
        ("没有写内容。", "写一句再保存。"),
        ("Nothing was written.", "Write a line first."),
        UNCHANGED,
    ),
    "spot_missing": (
        ("没有写坐标。", "请按 37.189642, 116.866107 的样子填写。"),
        ("There are no coordinates.", "Write them like 37.189642, 116.866107."),
        UNCHANGED,
    ),
}
