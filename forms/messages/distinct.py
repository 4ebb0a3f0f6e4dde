"""What is said about the `distinct` sheet."""

from collections.abc import Mapping

DISTINCT: Mapping[str, tuple[str, str]] = {
    "distinct_kind": (
        "kind 应为小写字母开头的 1–20 个小写字母、数字或 _，这里是“{written}”。",
        (
            "kind must be 1–20 lower-case letters, digits or _, a letter first; this "
            "is “{written}”."
        ),
    ),
    "distinct_name": (
        "缺少 name：请填写问名称的题目。",
        "The name is missing: give the question that asks for the name.",
    ),
    "distinct_not_text": (
        "“{name}”不是文字题，不能作名称或主办单位。请填 text 题的名称。",
        "“{name}” is not answered in words. Give a text question.",
    ),
    "distinct_twice": (
        "同一组里的“{kind}”在第 {other} 行已写过。请删去一行。",
        "Row {other} tells of “{kind}” in the same rows. Remove one of them.",
    ),
}
