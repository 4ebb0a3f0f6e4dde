"""What is said about a finding on its way to the close-out."""

from server.texts.sentences import UNCHANGED, Sentences

LIFE: dict[str, Sentences] = {
    "requirement_missing": (
        ("没有填写整改要求。", "写明要改到什么程度，再交办。"),
        ("The requirement is missing.", "Say what has to be put right, then assign."),
        UNCHANGED,
    ),
    "also_counts_nowhere": (
        ("这个问题不在台账里，不能同时计入别的专项。", "认定之后再计入。"),
        (
            "The finding is not in the ledger: it counts nowhere.",
            "Wait until it is accepted.",
        ),
        UNCHANGED,
    ),
    "source_missing": (
        ("没有问题来源。", "补上来源，再交办。"),
        ("The finding has no source.", "Add it, then assign."),
        UNCHANGED,
    ),
    "due_in_the_past": (
        ("整改时限早于今天。", "请选今天或以后的日期。"),
        ("The due date is in the past.", "Choose today or later."),
        UNCHANGED,
    ),
    "due_not_later": (
        ("申请的时限不晚于现在的时限。", "请选更晚的日期。"),
        ("The new date is not later than the present one.", "Choose a later one."),
        UNCHANGED,
    ),
    "date_unknown": (
        ("日期不对。", "请按 2026-03-12 的样子填写。"),
        ("There is no such date.", "Write it like 2026-03-12."),
        UNCHANGED,
    ),
    "level_unknown": (
        ("没有这个层级。", "请选省、市、县、乡或村。"),
        ("There is no such level.", "Choose one of the five."),
        UNCHANGED,
    ),
    "lead_only": (
        ("只有牵头单位能做这一步。", "请与牵头单位联系。"),
        ("Only the leading unit can do this.", "Talk to the leading unit."),
        UNCHANGED,
    ),
    "dispute_spent": (
        ("责任异议只能提一次。", "请办理，或与交办的专班办联系。"),
        ("A unit disputes a finding once.", "Work on it, or talk to the office."),
        UNCHANGED,
    ),
    "not_acknowledged": (
        ("本单位还没有签收。", "先签收，再填写。"),
        ("Your unit has not acknowledged it.", "Acknowledge it first."),
        UNCHANGED,
    ),
    "measure_missing": (
        ("没有整改措施。", "至少写一条措施。"),
        ("There is no measure.", "Write at least one."),
        UNCHANGED,
    ),
    "measure_unknown": (
        ("措施的范围或期限不对。", "请从所列选项中选。"),
        ("Scope or horizon of the measure is wrong.", "Choose from those listed."),
        UNCHANGED,
    ),
    "measure_past_due": (
        ("措施的完成时间晚于整改时限 {due}。", "提前完成时间，或先申请延期。"),
        (
            "The measure would end after the due date {due}.",
            "Choose an earlier day, or ask for more time first.",
        ),
        UNCHANGED,
    ),
    "measures_open": (
        ("还有 {n} 条措施没有完成。", "标明已完成，或说明没有做的原因。"),
        (
            "{n} measures are still open.",
            "Mark them as done, or say why they were not taken.",
        ),
        UNCHANGED,
    ),
    "note_missing": (
        ("没有写进展。", "写几句进展，再保存。"),
        ("The note is empty.", "Say how far it is."),
        UNCHANGED,
    ),
    "progress_unknown": (
        ("进度应在 0 到 100 之间。", "请改正进度。"),
        ("Progress is between 0 and 100.", "Correct it."),
        UNCHANGED,
    ),
    "report_missing": (
        ("没有写整改情况。", "写明怎么改的，再上报。"),
        ("The report is empty.", "Say what was done."),
        UNCHANGED,
    ),
    "proof_missing": (
        ("没有佐证材料。", "至少上传一份照片或文件。"),
        ("There is no proof.", "Bring at least one photo or document."),
        UNCHANGED,
    ),
    "before_photo_missing": (
        ("没有整改前的照片。", "勾选一张问题照片。"),
        ("The photo before is missing.", "Choose one that shows the problem."),
        UNCHANGED,
    ),
    "after_photo_missing": (
        ("没有整改后的照片。", "上传一张整改后的照片。"),
        ("The photo after is missing.", "Bring one that shows it put right."),
        UNCHANGED,
    ),
    "file_missing": (
        ("没有选择文件。", "请选择照片或文件，再上传。"),
        ("No file was chosen.", "Choose a photo or document, then upload."),
        UNCHANGED,
    ),
    "due_missing": (
        ("原时限已过，没有新的整改时限。", "请写明新的整改时限。"),
        ("The due date is over and no new one was given.", "Give a new due date."),
        UNCHANGED,
    ),
    "new_proof_missing": (
        ("退回后没有新的佐证。", "上传重新整改后的照片或文件，再上报。"),
        (
            "Nothing new proves it since it was sent back.",
            "Bring a photo or document of how it is now, then report.",
        ),
        UNCHANGED,
    ),
    "comment_missing": (
        ("没有写意见。", "写明还有什么问题。"),
        ("The comment is missing.", "Say what is still wrong."),
        UNCHANGED,
    ),
    "statement_missing": (
        ("没有写说明。", "写下当事单位的说明。"),
        ("The statement is empty.", "Write what the unit said."),
        UNCHANGED,
    ),
    "extensions_spent": (
        ("已经延期两次，不能再申请。", "请与交办的专班办联系。"),
        ("Time was extended twice already.", "Talk to the office."),
        UNCHANGED,
    ),
    "due_moved_since": (
        ("申请之后整改时限已经变动。", "请不同意这次申请；需要时由单位重新申请。"),
        (
            "The due date moved since this was asked.",
            "Refuse it; the unit can ask again.",
        ),
        UNCHANGED,
    ),
    "extension_open": (
        ("上一次延期申请还没有答复。", "等答复后再申请。"),
        ("A request for more time is still open.", "Wait for its answer."),
        UNCHANGED,
    ),
    "own_work": (
        ("本人 {day} 代责任单位办理过，不能再核查或销号。", "请由其他人办理。"),
        (
            "You worked on it for the unit on {day}: you neither verify nor close it.",
            "Somebody else has to.",
        ),
        UNCHANGED,
    ),
    "own_verification": (
        ("核查和销号须由不同的人办理。", "请由其他人销号。"),
        ("Who verified it does not close it.", "Somebody else has to."),
        UNCHANGED,
    ),
    "other_level": (
        ("现在轮到另一层级核查。", "等该层级核查后再办。"),
        ("Another level verifies now.", "Wait for its result."),
        UNCHANGED,
    ),
    "notice_running": (
        ("公示到 {until} 为止，期满才能销号。", "期满后再销号。"),
        ("The public notice runs until {until}.", "Close it after that day."),
        UNCHANGED,
    ),
    "reason_unknown": (
        ("没有这种重新打开的原因。", "请选反弹或虚假整改。"),
        ("There is no such reason.", "Choose rebound or false fix."),
        UNCHANGED,
    ),
    "merge_target_wrong": (
        ("不能并入这条问题。", "请选同一行动中已入账的另一条；先认定，再并案。"),
        (
            "It cannot be merged into that one.",
            "Choose another of this campaign's ledger; accept one first, then merge.",
        ),
        UNCHANGED,
    ),
    "selection_wrong": (
        ("没有选中问题，或选得太多。", "在台账里选 1 到 {most} 件，再办理。"),
        ("Nothing is selected, or too much.", "Select 1 to {most} in the ledger."),
        UNCHANGED,
    ),
    "level_not_above": (
        ("督办层级须高于问题所在层级和现在的督办层级。", "请选更高的层级。"),
        (
            "The level is not above the finding's own and its present supervisor.",
            "Choose a higher one.",
        ),
        UNCHANGED,
    ),
    "evidence_missing": (
        ("缺少佐证照片：{field}。", "勾选至少一张已收到的照片；没有的，请退回补拍。"),
        (
            "A photo is missing: {field}.",
            "Choose at least one that arrived, or send the submission back for it.",
        ),
        UNCHANGED,
    ),
    "oversight_looks_on": (
        ("本单位只负责监管，不办理整改。", "请由牵头、配合单位办理。"),
        ("Your unit only oversees it.", "Those who lead and assist do the work."),
        UNCHANGED,
    ),
    "category_unknown": (
        ("没有这个问题类别。", "请从本行动的类别中选。"),
        ("There is no such category.", "Choose one of this campaign's."),
        UNCHANGED,
    ),
    "cause_unknown": (
        ("没有这种原因。", "请选纪律、责任、作风或制度。"),
        ("There is no such cause.", "Choose discipline, duty, style or system."),
        UNCHANGED,
    ),
    "nothing_changed": (
        ("类别和严重程度都没有变。", "改一项，再保存。"),
        ("Neither category nor severity changed.", "Change one of them."),
        UNCHANGED,
    ),
    "recipient_missing": (
        ("没有写移送给谁。", "写明接收单位，再移送。"),
        ("It is not said to whom.", "Name who receives it, then refer."),
        UNCHANGED,
    ),
    "day_ahead": (
        ("日期晚于今天。", "请选今天或以前的日期。"),
        ("The day lies ahead.", "Choose today or earlier."),
        UNCHANGED,
    ),
    "correction_told": (
        ("已经告知过这个单位。", "不用再做什么。"),
        ("This unit has been told.", "There is nothing left to do."),
        UNCHANGED,
    ),
    "follow_up_taken": (
        ("这次回头看的提议已经采纳。", "看办理记录。"),
        ("This proposal was taken up before.", "See the history."),
        UNCHANGED,
    ),
    "advice_unfit": (
        ("按现在的状态不能照这个提议办。", "请在问题页按现在的状态办理。"),
        (
            "The proposal does not lead on from where the finding stands.",
            "Take the step that does, on the finding's page.",
        ),
        UNCHANGED,
    ),
    "outcome_unknown": (
        ("没有这种处理。", "请选不属实或容错免责。"),
        ("There is no such outcome.", "Choose cleared or exempted."),
        UNCHANGED,
    ),
    "own_proposal": (
        ("自己提出的，不能自己同意。", "请由第二个人决定。"),
        ("Nobody decides on their own proposal.", "A second person has to."),
        UNCHANGED,
    ),
    "proposal_open": (
        ("已有一项提议等待决定。", "先作出决定。"),
        ("A proposal already waits for its answer.", "Decide on it first."),
        UNCHANGED,
    ),
}
