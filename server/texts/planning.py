"""What is said about rounds and milestones."""

from server.texts.sentences import UNCHANGED, Sentences

PLANNING: dict[str, Sentences] = {
    "milestone_name_missing": (
        ("没有填写节点任务的名称。", "写明要完成什么。"),
        ("The milestone has no name.", "Say what is to be done."),
        UNCHANGED,
    ),
    "milestone_days": (
        ("所需天数不正确。", "填 1–{most} 的整数天。"),
        ("The number of days will not do.", "Give a whole number, 1 to {most}."),
        UNCHANGED,
    ),
    "milestone_due_missing": (
        ("没有完成时限。", "本专项没有结束日期，请给这项任务填写完成时限。"),
        (
            "There is no due date.",
            "The campaign has no last day: give this milestone one.",
        ),
        UNCHANGED,
    ),
    "milestone_circle": (
        ("这些节点任务互相等待，排不出先后。", "请改选前置任务。"),
        (
            "These milestones wait for one another.",
            "Choose another one that comes before.",
        ),
        UNCHANGED,
    ),
    "milestone_done_ahead": (
        ("完成日期晚于今天。", "请填今天或以前的日期。"),
        ("The day is in the future.", "Give today or a day before."),
        UNCHANGED,
    ),
    "round_number": (
        ("轮次序号不正确。", "填 1–99 的整数。"),
        ("The number of the round will not do.", "Give a whole number, 1 to 99."),
        UNCHANGED,
    ),
    "round_taken": (
        ("第 {no} 轮已经有了。", "请换一个序号，或修改原来的一轮。"),
        ("There is a round {no} already.", "Choose another number, or change it."),
        UNCHANGED,
    ),
    "round_days": (
        ("轮次的起止日期不正确。", "起、止都要填，止不早于起。"),
        (
            "The days of the round will not do.",
            "Give both, the last not before the first.",
        ),
        UNCHANGED,
    ),
    "round_overlaps": (
        ("与第 {no} 轮的日期重叠。", "一天只属于一轮，请改日期。"),
        ("Its days overlap with round {no}.", "A day belongs to one round only."),
        UNCHANGED,
    ),
}
