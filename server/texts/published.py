"""What is said about bulletins and about the sums that they tell."""

from server.texts.sentences import UNCHANGED, Sentences

PUBLISHED: dict[str, Sentences] = {
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
