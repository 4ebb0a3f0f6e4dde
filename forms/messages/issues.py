"""What is said beside an answer that is not as its question asks."""

from collections.abc import Mapping

ISSUES: Mapping[str, tuple[str, str]] = {
    "issue_missing": ("必填，但没有填。", "Required, but not answered."),
    "issue_constraint": (
        "“{given}”不符合这道题的要求。",
        "“{given}” is not what this question allows.",
    ),
    "issue_constraint_why": (
        "“{given}”不符合要求：{why}。",
        "“{given}” is not allowed: {why}.",
    ),
    "issue_in_vain": (
        "按前面的回答不该出现这道题，却填了“{given}”。",
        "By the answers before, this was not to be asked; “{given}” was answered.",
    ),
    "issue_calculation": (
        "收到的是“{given}”，按其他回答应算得“{expected}”。",
        "Sent as “{given}”; by the other answers it comes to “{expected}”.",
    ),
    "issue_untyped": (
        "“{given}”不是这道题要的数字、日期或位置。",
        "“{given}” is not the number, day or place that is asked for.",
    ),
    "issue_unlisted": (
        "选项“{given}”不在这道题的名单里。",
        "The choice “{given}” is not in this question's list.",
    ),
    "issue_left_out": (
        "按前面的回答，这里没有选项“{given}”（例如选了别的县的乡镇）。",
        (
            "By the answers before, “{given}” is not offered here (a town of another "
            "county, for example)."
        ),
    ),
    "issue_unchecked_why": (
        "没有复核：{why}回答照原样收下。",
        "Not checked again: {why} The answer is kept as it was sent.",
    ),
    "issue_unchecked": (
        "算这份填报太费时，已停下，其余回答没有再复核。",
        "The answers take too long to work out; the rest was not checked again.",
    ),
}
