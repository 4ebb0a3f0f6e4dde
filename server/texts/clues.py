"""What is said about clues, letters that hand them on, and conferences."""

from server.texts.sentences import UNCHANGED, Sentences

CLUES: dict[str, Sentences] = {
    "clue_order": (
        ("这条线索现在不能这样办。", "刷新页面，按现在的状态办下一步。"),
        ("The clue is not at that point.", "Reload, and take the next step from it."),
        UNCHANGED,
    ),
    "clue_transfer_order": (
        ("这份移送函现在不能这样记。", "刷新页面，按现在的状态记下一步。"),
        ("The transfer is not at that point.", "Reload, and go on from where it is."),
        UNCHANGED,
    ),
    "clue_region": (
        ("这个地区的线索登记簿不归本账号管。", "请从所列地区中选。"),
        ("You keep no clues of this region.", "Choose one of those listed."),
        UNCHANGED,
    ),
    "clue_source_unknown": (
        ("没有选线索来源。", "从五类来源中选一类，细目写在子来源里。"),
        ("The source is missing.", "Choose one of the five; details go beside it."),
        UNCHANGED,
    ),
    "clue_received_missing": (
        ("没有填收到时间。", "填收到线索的日期。"),
        ("The day of receipt is missing.", "Give the day on which it came."),
        UNCHANGED,
    ),
    "clue_content_missing": (
        ("没有填线索内容。", "写明反映的情况；全文只有举报专岗能打开。"),
        ("What was said is missing.", "Write it; only clue officers open it."),
        UNCHANGED,
    ),
    "clue_digest_missing": (
        (
            "还没有内容摘要。",
            "先写一段脱敏的摘要：只写单位和事，不写反映人，也不写能认出反映人的细节。",
        ),
        (
            "There is no digest yet.",
            "Write one: offices and facts, nothing of who it is from.",
        ),
        UNCHANGED,
    ),
    "clue_identity_number": (
        ("文字里有身份证号码。", "删去号码；登记簿、文书和过程记录都不写个人号码。"),
        ("There is an identity number in it.", "Take it out, and write it nowhere."),
        UNCHANGED,
    ),
    "clue_phone_number": (
        ("文字里有手机号码。", "删去号码；登记簿、文书和过程记录都不写个人号码。"),
        ("There is a mobile number in it.", "Take it out, and write it nowhere."),
        UNCHANGED,
    ),
    "clue_category_unknown": (
        ("没有这个问题类别。", "从问题分类中选，或者不选。"),
        ("There is no such category.", "Choose one of those in force, or none."),
        UNCHANGED,
    ),
    "clue_words_long": (
        ("文字有 {count} 个字，最多 {most} 个。", "删减以后再保存；没有截断任何内容。"),
        ("It has {count} characters, {most} at most.", "Shorten it: nothing was cut."),
        UNCHANGED,
    ),
    "clue_twice": (
        ("这张表已经登记过，编号 {no}。", "在登记簿里打开它；另一条线索请重新登记。"),
        ("This form was taken, and is {no}.", "Open that one; begin anew for another."),
        UNCHANGED,
    ),
    "clue_not_opened": (
        (
            "全文打不开：办公室的封存密钥换过了。",
            "请系统管理员从备份里找回原来的 sealing-key.pem；其他内容不受影响。",
        ),
        (
            "It cannot be opened: it was sealed to another key of this office.",
            "Restore the former sealing-key.pem; all else goes on.",
        ),
        UNCHANGED,
    ),
    "clue_with_them": (
        ("已移送给{unit}，对方还没有回告。", "等对方回告，或先记下对方不收。"),
        ("{unit} has it and did not answer.", "Wait, or write down that they refuse."),
        UNCHANGED,
    ),
    "referred_already": (
        ("这条问题已用同样的摘要移送给{unit}。", "打开那条线索继续办理。"),
        ("It was handed to {unit} in the same words.", "Go on with that clue."),
        UNCHANGED,
    ),
    "conference_known": (
        ("这次会商已经记过，文号 {no}。", "打开它，逐条记会商意见。"),
        ("This meeting is there, as {no}.", "Open it, and write its decisions."),
        UNCHANGED,
    ),
    "clue_known": (
        ("同一来源、同一编号的线索已经登记，编号 {no}。", "在登记簿里打开它。"),
        ("It came before, and is {no}.", "Open that one in the register."),
        UNCHANGED,
    ),
    "clue_known_unseen": (
        ("同一来源、同一编号的线索已经登记。", "不必再登记。"),
        ("It came before.", "It need not be registered again."),
        UNCHANGED,
    ),
    "clue_not_sealed": (
        ("线索只能在页面上导入。", "请由举报专岗在“导入”页面导入。"),
        ("Clues come in at the console only.", "Let a clue officer import them."),
        UNCHANGED,
    ),
    "clue_lead_missing": (
        ("没有填承办单位。", "写明由哪个单位承办。"),
        ("It is not said who leads.", "Name the unit that leads."),
        UNCHANGED,
    ),
    "clue_to_the_named": (
        ("{unit}就是被反映的单位。", "线索不得转给被反映的单位，请换一个单位。"),
        ("{unit} is the unit that it speaks of.", "Choose another one."),
        UNCHANGED,
    ),
    "clue_due": (
        ("时限没有填，或早于今天。", "填今天或以后的日期。"),
        ("The day is missing or past.", "Give today or a later day."),
        UNCHANGED,
    ),
    "clue_due_set": (
        ("办理时限已经定过。", "时限留空，需要改时用“延长办理时限”并写明原因。"),
        ("The day was set already.", "Leave it out, and give more time with a reason."),
        UNCHANGED,
    ),
    "clue_due_not_later": (
        ("新的时限要晚于现在的时限。", "填一个更晚的日期。"),
        ("The new day must be later.", "Give a later day."),
        UNCHANGED,
    ),
    "clue_returned_often": (
        ("这条线索已经退回过 {most} 次。", "由专班办指定承办单位，不再退回。"),
        ("It was given back {most} times.", "The office designates who has it."),
        UNCHANGED,
    ),
    "clue_returned_late": (
        ("交办已超过 {days} 个工作日，不能再退回。", "继续核查，或由专班办改派。"),
        ("More than {days} working days have passed.", "Go on, or assign it anew."),
        UNCHANGED,
    ),
    "clue_outcome_unknown": (
        ("没有选核查结果。", "从属实、部分属实、不属实、暂存待查中选。"),
        ("The outcome is missing.", "Choose one of the four."),
        UNCHANGED,
    ),
    "clue_result_missing": (
        ("没有写结果。", "写明查到什么、依据是什么。"),
        ("What came of it is missing.", "Write what was found, and on what grounds."),
        UNCHANGED,
    ),
    "clue_answer_missing": (
        ("没有写反馈内容。", "写明向来源方答复了什么；没有联系方式的写“无法反馈”。"),
        ("The answer is missing.", "Write what was answered, or why nobody could be."),
        UNCHANGED,
    ),
    "clue_answer_day": (
        ("反馈时间不对。", "填收到线索以后、不晚于今天的日期。"),
        ("The day of the answer will not do.", "Between receipt and today."),
        UNCHANGED,
    ),
    "clue_transfer_day": (
        ("日期不对。", "不早于前一步，不晚于今天。"),
        ("The day will not do.", "Not before the step before, not after today."),
        UNCHANGED,
    ),
    "clue_has_finding": (
        ("这条线索已经转过一个问题。", "一条线索只转一个问题，请打开那个问题。"),
        ("The clue has its finding.", "Never two from one clue: open that one."),
        UNCHANGED,
    ),
    "clue_finding_not_counted": (
        ("台账里没有这个问题。", "填已认定、在台账里的问题编号。"),
        ("There is no such finding in the ledger.", "Give the number of one."),
        UNCHANGED,
    ),
    "clue_grounds_missing": (
        ("没有选填报记录。", "问题要落在一次察访的填报上，请选一条。"),
        ("No submission was chosen.", "A finding stands on a visit: choose one."),
        UNCHANGED,
    ),
    "conference_day": (
        ("会商日期没有填，或晚于今天。", "填开会的日期。"),
        ("The day is missing or ahead.", "Give the day of the meeting."),
        UNCHANGED,
    ),
    "conference_units_missing": (
        ("没有填参加单位。", "每行写一个单位，不写人名。"),
        ("It is not said who was there.", "One unit a line, no persons."),
        UNCHANGED,
    ),
    "conference_decision_missing": (
        ("没有写会商意见。", "写明对这条线索怎么定。"),
        ("The decision is missing.", "Write what was decided about the clue."),
        UNCHANGED,
    ),
    "conference_elsewhere": (
        ("这条线索不在本次会商的地区。", "选本地区登记簿里的线索。"),
        ("The clue is of another region.", "Choose one of this region's register."),
        UNCHANGED,
    ),
    "clue_decided": (
        ("这次会商已经定过这条线索。", "一次会商对一条线索只记一个意见。"),
        ("It was decided at this conference.", "One decision for each clue."),
        UNCHANGED,
    ),
}
