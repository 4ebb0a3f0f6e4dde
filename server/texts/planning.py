"""What is said about rounds and milestones."""

from server.texts.sentences import UNCHANGED, Sentences

PLANNING: dict[str, Sentences] = {
    "map_unreadable": (
        ("读不懂这个文件。", "请上传 GeoJSON（FeatureCollection），一个县一个要素。"),
        (
            "The file cannot be read.",
            "Bring GeoJSON (a FeatureCollection), one feature a county.",
        ),
        UNCHANGED,
    ),
    "map_of_nowhere": (
        (
            "文件里没有一个县对得上本专项的区划。",
            "要素里要有区划代码或与系统相同的名称。",
        ),
        (
            "No feature is a county of this campaign.",
            "Features need the county's code, or its name as it stands here.",
        ),
        UNCHANGED,
    ),
    "map_no_areas": (
        ("有的县不是面，是 {kind}。", "请导出 Polygon 或 MultiPolygon。"),
        ("A county is no area but {kind}.", "Export Polygon or MultiPolygon."),
        UNCHANGED,
    ),
    "map_not_degrees": (
        ("坐标 {x}, {y} 不是经纬度。", "请导出为经纬度（度），不要投影坐标。"),
        ("{x}, {y} are no degrees.", "Export longitude and latitude, not metres."),
        UNCHANGED,
    ),
    "map_too_large": (
        ("文件超过 {most} MB。", "请先简化边界。"),
        ("The file is larger than {most} MB.", "Simplify the boundaries first."),
        UNCHANGED,
    ),
    "map_too_fine": (
        ("边界超过 {most} 个点。", "请先简化边界。"),
        ("The boundaries have more than {most} points.", "Simplify them first."),
        UNCHANGED,
    ),
    "arrangement_in_use": (
        (
            "还有 {milestones} 项节点任务、{visits} 次察访、{members} 个成员，去不掉。",
            "先把它们改挂到别处，或先去掉成员。",
        ),
        (
            "Of it are {milestones} milestones, {visits} visits, {members} members.",
            "Let them be part of something else first.",
        ),
        UNCHANGED,
    ),
    "arrangement_kind": (
        ("没有“{kind}”这种类型，或不能改成它。", "请从列表里选类型。"),
        ("There is no kind “{kind}”, or it cannot become that.", "Choose a kind."),
        UNCHANGED,
    ),
    "arrangement_name_missing": (
        ("没有写名称。", "请填写名称。"),
        ("It has no name.", "Write its name."),
        UNCHANGED,
    ),
    "arrangement_taken": (
        ("同一类型里已有“{name}”。", "请换一个名称，或修改原有的。"),
        ("“{name}” is there already.", "Choose another name, or change that one."),
        UNCHANGED,
    ),
    "arrangement_group": (
        ("成员要写明在哪个工作组或办公室。", "先写下工作组，再选“所属”。"),
        ("A member is of a group or an office.", "Write the group down first."),
        UNCHANGED,
    ),
    "arrangement_days": (
        ("“到”早于“从”。", "请改正日期。"),
        ("It would end before it begins.", "Correct the days."),
        UNCHANGED,
    ),
    "draw_purpose_missing": (
        ("没有写抽签做什么用。", "请写明，例如“第二轮交叉察访”。"),
        ("What the draw is for is missing.", "Say what it is for."),
        UNCHANGED,
    ),
    "draw_pool_empty": (
        ("没有选参加抽签的组。", "至少选一个组。"),
        ("No team takes part.", "Choose at least one."),
        UNCHANGED,
    ),
    "draw_places_missing": (
        ("没有选要去的地区。", "至少选一个地区。"),
        ("There is no place to draw for.", "Choose at least one."),
        UNCHANGED,
    ),
    "draw_too_many": (
        ("一次最多给 {most} 个地区抽签。", "请分几次抽。"),
        ("{most} places at once at most.", "Draw several times."),
        UNCHANGED,
    ),
    "draw_unmanned": (
        (
            "所选的组都要回避：{names}（共 {count} 处）。",
            "请加别的组，或去掉这些地区。",
        ),
        (
            "No team may go to {names} ({count} in all).",
            "Add other teams, or leave these places out.",
        ),
        UNCHANGED,
    ),
    "draw_sent": (
        ("这次抽签已经安排了察访。", "要另作安排，先撤回这些察访。"),
        ("Its teams are sent already.", "Call the visits back first."),
        UNCHANGED,
    ),
    "draw_not_sent": (
        ("这次抽签没有可撤回的察访。", "刷新后再看一遍。"),
        ("No visit of this draw is under way.", "Reload the page and look again."),
        UNCHANGED,
    ),
    "arrangement_people": (
        ("人数不是 0–{most} 的整数。", "只写多少人次。"),
        ("The people are no whole number up to {most}.", "Write how many came."),
        UNCHANGED,
    ),
    "arrangement_people_surplus": (
        ("只有活动和座谈走访填人数。", "请把人数留空。"),
        ("Only what was held has a number of people.", "Leave it empty."),
        UNCHANGED,
    ),
    "draw_differs": (
        ("重算的结果与留存的不同，不能据此安排。", "请另抽一次，并查明记录为何变动。"),
        (
            "Drawn again, something else comes out.",
            "Draw anew, and find out why the record changed.",
        ),
        UNCHANGED,
    ),
    "draw_team_gone": (
        ("抽中的组 {team} 已经不在。", "请另抽一次。"),
        ("The team {team} is no longer there.", "Draw anew."),
        UNCHANGED,
    ),
    "draw_recused": (
        ("{team} 现在要回避{place}。", "回避地区在抽签之后改过；请另抽一次。"),
        (
            "{team} must not go to {place} any more.",
            "Its recusals were changed after the draw; draw anew.",
        ),
        UNCHANGED,
    ),
    "draw_stood_on": (
        (
            "不能撤回，这些察访已经有内容：{zh}（共 {count} 处）。",
            "没有内容的可以在各组页面逐个取消。",
        ),
        (
            "They cannot be called back: {en} ({count} in all).",
            "Cancel those of which nothing came on their team's page.",
        ),
        UNCHANGED,
    ),
    "visit_recused": (
        ("{team} 要回避这个地区。", "请安排别的组，或先改它的回避地区。"),
        ("{team} must not go there.", "Send another team, or change its recusals."),
        UNCHANGED,
    ),
    "milestone_name_missing": (
        ("没有填写节点任务的名称。", "写明要完成什么。"),
        ("The milestone has no name.", "Say what is to be done."),
        UNCHANGED,
    ),
    "milestone_taken": (
        ("已有叫“{name}”的节点任务。", "请换一个名称，或修改原有的。"),
        ("“{name}” is there already.", "Choose another name, or change that one."),
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
