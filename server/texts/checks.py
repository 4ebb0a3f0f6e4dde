"""What is said about self-checks."""

from server.texts.sentences import UNCHANGED, Sentences

CHECKS: dict[str, Sentences] = {
    "self_check_region": (
        ("这个地区不归本账号布置自查。", "请从所列地区中选。"),
        ("You do not look over this region.", "Choose one of those listed."),
        UNCHANGED,
    ),
    "self_check_words_missing": (
        ("没有写查什么。", "写清楚对照什么问题自查；不要写出原问题的单位。"),
        ("What to look for is not written.", "Write it, without naming the unit."),
        UNCHANGED,
    ),
    "self_check_due": (
        ("报送时限没有填，或早于今天。", "填今天或以后的日期。"),
        ("The day is missing or past.", "Give today or a later day."),
        UNCHANGED,
    ),
    "self_check_nobody": (
        ("这个地区没有其他这类单位。", "换一类单位或更大的地区。"),
        (
            "There is no other unit of this kind there.",
            "Choose another kind or region.",
        ),
        UNCHANGED,
    ),
    "self_check_answered": (
        ("这项自查已经报送过。", "要补充请告诉专班办，由其请单位再查。"),
        ("This was answered already.", "The office can ask you again."),
        UNCHANGED,
    ),
    "self_check_answer_missing": (
        ("没有写怎么查的。", "写清楚查了哪些、怎么查的，没有发现也要写。"),
        ("How it was looked for is not written.", "Write it, also for nothing found."),
        UNCHANGED,
    ),
    "self_check_many": (
        ("一次最多报送 {most} 个问题。", "同类的合并写。"),
        ("{most} problems at most go into one answer.", "Join those that are alike."),
        UNCHANGED,
    ),
    "self_report_decided": (
        ("这个自查问题已经处理过。", "刷新页面看结果。"),
        ("This was decided already.", "Reload to see how."),
        UNCHANGED,
    ),
}
