"""What is said about themes, advice, bulletins and the sums that these tell."""

from server.texts.sentences import UNCHANGED, Sentences

PUBLISHED: dict[str, Sentences] = {
    "theme_name_missing": (
        ("主题没有名称。", "写上名称，再保存。"),
        ("The theme has no name.", "Write one."),
        UNCHANGED,
    ),
    "theme_aspect_unknown": (
        ("没有这个问题方面。", "请从所列方面中选。"),
        ("There is no such aspect.", "Choose one of those listed."),
        UNCHANGED,
    ),
    "theme_nothing_chosen": (
        ("没有选问题，或一次选得太多。", "勾选 1–{most} 件再放入。"),
        ("Nothing was chosen, or too much at once.", "Choose 1 to {most}."),
        UNCHANGED,
    ),
    "theme_not_counted": (
        ("有的问题不在台账里。", "只有台账里的问题能放入主题。"),
        ("Some are not in the ledger.", "Only findings of the ledger can be put in."),
        UNCHANGED,
    ),
    "theme_elsewhere": (
        ("有的问题不在主题所属地区。", "放入本地区的主题，或由上一级建主题。"),
        ("Some lie outside the theme's region.", "Put them into a wider theme."),
        UNCHANGED,
    ),
    "theme_measure_missing": (
        (
            "还没有一条面上、长久的整改措施，不能办结主题。",
            "请责任单位在其中一个问题里写一条范围为面上、期限为长久的措施。",
        ),
        (
            "No measure is for the area and for the long term: the theme stays open.",
            "Have a unit write one for one of the findings.",
        ),
        UNCHANGED,
    ),
    "recommendation_single": (
        ("主题里的问题不足 {least} 件。", "单个问题请直接交办；共性问题才发建议书。"),
        ("The theme has fewer than {least} findings.", "Assign a single one instead."),
        UNCHANGED,
    ),
    "recommendation_unit_missing": (
        ("没有选单位。", "选建议书发给哪个单位。"),
        ("No unit was chosen.", "Choose whom it is to."),
        UNCHANGED,
    ),
    "recommendation_facts_missing": (
        ("没有写基本情况和发现的问题。", "写上，再保存。"),
        ("The facts are not written.", "Write them."),
        UNCHANGED,
    ),
    "recommendation_asks_missing": (
        ("没有写建议。", "每行写一条，至少一条。"),
        ("It asks nothing.", "Write one ask a line, at least one."),
        UNCHANGED,
    ),
    "recommendation_words_missing": (
        ("没有写内容。", "写清楚，再提交。"),
        ("Nothing was written.", "Write it, then send."),
        UNCHANGED,
    ),
    "recommendation_own": (
        ("起草人不能批准自己起草的建议书。", "请另一位办公室人员批准。"),
        ("Who drafted it cannot approve it.", "Ask another of the office."),
        UNCHANGED,
    ),
    "measure_unit_missing": (
        ("没有选单位。", "选由哪个单位制定。"),
        ("No unit was chosen.", "Choose who makes it."),
        UNCHANGED,
    ),
    "measure_kind": (
        ("没有这种制度成果。", "请从制度、流程、清单、平台中选。"),
        ("There is no such kind.", "Choose one of those listed."),
        UNCHANGED,
    ),
    "measure_title_missing": (
        ("没有写名称。", "写上制度或流程的名称。"),
        ("It has no title.", "Write what it is called."),
        UNCHANGED,
    ),
    "measure_stage": (
        ("不能回到以前的阶段。", "只能往后走；没有落实的由回头看退回起草。"),
        ("It does not go back.", "Stages only go on; a follow-up sends it back."),
        UNCHANGED,
    ),
    "measure_number_missing": (
        ("没有填文号。", "制度印发时要有文号。"),
        ("It has no number.", "A rule that is issued bears one."),
        UNCHANGED,
    ),
    "measure_day_missing": (
        ("没有填施行日期。", "写明从哪一天起施行。"),
        ("The day is missing.", "Say from which day it is in force."),
        UNCHANGED,
    ),
    "measure_not_in_force": (
        ("还没有施行，不能回头看。", "施行以后再看是否落实。"),
        ("It is not in force yet.", "Look again once it is."),
        UNCHANGED,
    ),
    "measure_words_missing": (
        ("没有写看到的情况。", "写清楚，再提交。"),
        ("What was seen is not written.", "Write it, then send."),
        UNCHANGED,
    ),
    "outcome_region": (
        ("这个地区不归本账号填报。", "请从所列地区中选。"),
        ("You do not report for this region.", "Choose one of those listed."),
        UNCHANGED,
    ),
    "outcome_period": (
        ("起止日期不对。", "起、止都要填，止日不早于起日。"),
        ("The days will not do.", "Give both; the last is not before the first."),
        UNCHANGED,
    ),
    "outcome_number": (
        ("数目不对。", "三个数都填 0 或正整数。"),
        ("The numbers will not do.", "Each is a whole number from 0."),
        UNCHANGED,
    ),
    "outcome_swapped": (
        (
            "给予党纪政务处分 {sanctions} 人，多于批评教育帮助和处理 {persons} 人。",
            "处分人数包含在处理人数里；请核对两个数是否填反。",
        ),
        (
            "{sanctions} sanctioned are more than {persons} dealt with.",
            "The former are part of the latter; were the two swapped?",
        ),
        UNCHANGED,
    ),
    "bulletin_day_open": (
        ("期末还没有过完。", "止日请选昨天或更早，数字才不会再变。"),
        ("The last day is not over.", "Choose yesterday or earlier."),
        UNCHANGED,
    ),
    "bulletin_title_missing": (
        ("没有标题。", "写上标题，再保存。"),
        ("There is no title.", "Write one."),
        UNCHANGED,
    ),
    "bulletin_approach_missing": (
        ("“主要做法”还没有写。", "写上主要做法，再发布。"),
        ("What was done is not written yet.", "Write it, then publish."),
        UNCHANGED,
    ),
    "bulletin_demands_missing": (
        ("“下步要求”还没有写。", "写上下步要求，再发布。"),
        ("What is demanded next is not written yet.", "Write it, then publish."),
        UNCHANGED,
    ),
    "bulletin_moved": (
        ("看过之后内容或数字变了。", "请再看一遍，再发布。"),
        ("It changed since you looked.", "Look once more, then publish."),
        UNCHANGED,
    ),
}
