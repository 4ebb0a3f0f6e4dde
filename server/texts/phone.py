"""What phones and Collect are told."""

from server.texts.sentences import BOTH_KEPT, ON_PHONE, UNCHANGED, Sentences

PHONE: dict[str, Sentences] = {
    "device_unknown": (
        ("这台手机的授权已失效。", "请联系组长重新扫码登记；登记后自动续传。"),
        (
            "This phone's authorisation is no longer valid.",
            "Ask the team leader for a new code; sending then goes on.",
        ),
        ON_PHONE,
    ),
    "device_revoked": (
        (
            "这台手机的授权已被收回。",
            "已定稿的 30 天内仍会收下，记为迟到材料；如属误收，请联系组长重新登记。",
        ),
        (
            "This phone's access has been taken back.",
            "What is finalised is still taken for 30 days, as late evidence.",
        ),
        ON_PHONE,
    ),
    "sheet_empty": (
        ("没有要登记的人。", "先给这些组添加人员，或选“不写姓名”。"),
        (
            "There is nobody to make a code for.",
            "Add people to these teams, or choose cards without names.",
        ),
        UNCHANGED,
    ),
    "sheet_too_long": (
        ("一次要生成 {count} 张，最多 {most} 张。", "请分几次，每次少选几个组。"),
        ("{count} cards at once; {most} at most.", "Choose fewer teams at a time."),
        UNCHANGED,
    ),
    "sheet_whom": (
        ("不认识“{value}”。", "请选择给谁。"),
        ("“{value}” is not known.", "Choose for whom."),
        UNCHANGED,
    ),
    "sheet_days": (
        ("有效天数是 1 至 {most}。", "请改正后重试。"),
        ("The codes are good for 1 to {most} days.", "Correct the number."),
        UNCHANGED,
    ),
    "sheet_a_team": (
        ("每组张数是 1 至 {most}。", "请改正后重试。"),
        ("A team gets 1 to {most} cards.", "Correct the number."),
        UNCHANGED,
    ),
    "number_bad": (
        ("“{value}”不是数字。", "请填整数。"),
        ("“{value}” is not a number.", "Write a whole number."),
        UNCHANGED,
    ),
    "opening_unknown": (
        ("没有这个开锁请求，或已经用过。", "请在手机上重新请求开锁。"),
        (
            "There is no such request to unlock, or it was used.",
            "Ask for unlocking again on the phone.",
        ),
        ON_PHONE,
    ),
    "opening_not_ours": (
        (
            "这台手机的内容不是封给本系统的，打不开。",
            "请找回原服务器的 sealing-key.pem（在数据目录的备份里）放回后再试。",
        ),
        (
            "This phone's key was sealed to another installation.",
            "Put back that server's sealing-key.pem from a backup of its data folder.",
        ),
        ON_PHONE,
    ),
    "bundle_not_ours": (
        (
            "这不是本系统手机存的文件，打不开。",
            "请核对文件；它要在登记这台手机的服务器上导入。",
        ),
        (
            "This is no file that a phone of this installation saved.",
            "Check the file; it opens on the server that the phone was enrolled at.",
        ),
        UNCHANGED,
    ),
    "bundle_damaged": (
        (
            "文件不完整或被改动过，整份没有导入。",
            "请从手机重新存一份，或重新拷贝后再试。",
        ),
        (
            "The file is cut off or was edited; none of it was brought in.",
            "Save it again on the phone, or copy it again.",
        ),
        UNCHANGED,
    ),
    "draft_unreadable": (
        ("这份草稿的内容不是正常文字，没有收下。", "请从手机重新存一份，再导入。"),
        (
            "The answers of this draft are no text; it was not taken.",
            "Save the file again on the phone, and bring it in again.",
        ),
        ON_PHONE,
    ),
    "file_missing": (
        ("没有选文件。", "请选手机存的文件，再导入。"),
        ("No file was chosen.", "Choose the file that the phone saved."),
        UNCHANGED,
    ),
    "bundle_of_nobody": (
        ("认不出是哪台手机存的。", "请指明它属于哪个察访组，再导入。"),
        (
            "Nobody knows the phone that saved it.",
            "Say which team it belongs to, and bring it in again.",
        ),
        UNCHANGED,
    ),
    "bundle_elsewhere": (
        ("这台手机属于专项 {named}。", "请在那个专项导入。"),
        ("This phone belongs to the campaign {named}.", "Bring it in there."),
        UNCHANGED,
    ),
    "bad_json": (
        ("请求格式不对：{where}", "请更新应用后重试。"),
        ("The request has the wrong shape: {where}", "Update the app and try again."),
        ON_PHONE,
    ),
    "instance_conflict": (
        ("服务器已有另一版本。", "两份都已保留，请组长选用一份。"),
        (
            "The server has another version.",
            "Both are kept; the team leader chooses one.",
        ),
        BOTH_KEPT,
    ),
    "unknown_predecessor": (
        ("找不到要更正的原填报。", "请先发送原件，再发送更正件。"),
        (
            "The submission this one corrects is not here.",
            "Send the original first, then the correction.",
        ),
        ON_PHONE,
    ),
    "stale_edit": (
        ("原填报已被另一份更正件替代。", "请联系组长核对后再更正。"),
        (
            "Another correction has already replaced it.",
            "Ask the team leader before correcting again.",
        ),
        ON_PHONE,
    ),
    "enrolment_unknown": (
        ("登记码不对。", "请让组长重新出示二维码，再扫一次。"),
        ("This enrolment code is wrong.", "Ask for the code again and rescan it."),
        UNCHANGED,
    ),
    "enrolment_used": (
        ("登记码已用过，只能用一次。", "请让组长重新生成二维码。"),
        (
            "This enrolment code has been used; it works once.",
            "Ask the team leader for a new one.",
        ),
        UNCHANGED,
    ),
    "enrolment_expired": (
        ("登记码已过期，24 小时内有效。", "请让组长重新生成二维码。"),
        (
            "This enrolment code has expired; it lives 24 hours.",
            "Ask the team leader for a new one.",
        ),
        UNCHANGED,
    ),
    "upload_gone": (
        ("续传任务不存在或已过期。", "应用会重新发送这张照片。"),
        ("This upload is gone.", "The app sends the photo again by itself."),
        ON_PHONE,
    ),
    "submission_unknown": (
        ("服务器还没有这份填报。", "请先发送填报内容，再发送照片。"),
        (
            "The server does not have this submission.",
            "Send the answers first, then the photos.",
        ),
        ON_PHONE,
    ),
    "form_unknown": (
        ("服务器没有这张表单或这个版本。", "请更新表单；已填内容请先保留。"),
        (
            "The server does not have this form or version.",
            "Update the forms; keep what is filled.",
        ),
        ON_PHONE,
    ),
    "answers_missing": (
        ("没有收到填报内容（xml_submission_file）。", "请重新发送。"),
        ("The answers (xml_submission_file) are missing.", "Send again."),
        ON_PHONE,
    ),
    "openrosa_version_missing": (
        ("缺少 X-OpenRosa-Version 请求头。", "请使用 ODK Collect 等客户端。"),
        ("The header X-OpenRosa-Version is missing.", "Use an OpenRosa client."),
        UNCHANGED,
    ),
    "empty_file": (
        ("收到的文件是空的（0 字节）。", "请重拍或重新选择后再发送。"),
        ("The file is empty (0 bytes).", "Take or choose it again and send."),
        ON_PHONE,
    ),
    "hash_mismatch": (
        ("照片校验不符，服务器未采用。", "原件在本机，请重发。"),
        (
            "The photo did not match its checksum and was not used.",
            "The original is on the phone; send it again.",
        ),
        ON_PHONE,
    ),
    "checksum_mismatch": (
        ("这一段传输有误，已丢弃。", "应用会自动重发这一段。"),
        ("This piece arrived damaged and was dropped.", "The app sends it again."),
        ON_PHONE,
    ),
    "storage_full": (
        ("服务器存储空间不足。", "请稍后再试，并通知管理员。"),
        ("The server's storage is full.", "Try later and tell the administrator."),
        ON_PHONE,
    ),
    "storage_unavailable": (
        ("服务器存储暂不可用。", "请稍后再试，并通知管理员。"),
        ("The server's storage is unavailable.", "Try later; tell the administrator."),
        ON_PHONE,
    ),
    "too_large": (
        ("内容太大，服务器没有接收。", "请分批发送或缩小文件。"),
        ("Too large; the server did not take it.", "Send less at once."),
        ON_PHONE,
    ),
    "fault": (
        ("服务器出错了。", "请稍后再试；仍然出错请通知管理员。"),
        ("The server failed.", "Try again later; tell the administrator."),
        ON_PHONE,
    ),
    "bad_checksum": (
        ("这一段的校验头无法识别。", "应用会自动重发这一段。"),
        ("The piece's checksum header cannot be read.", "The app sends it again."),
        ON_PHONE,
    ),
    "bad_cursor": (
        ("同步位置无法识别。", "应用会从头同步。"),
        ("The place in the feed cannot be read.", "The app starts again."),
        ON_PHONE,
    ),
    "bad_metadata": (
        ("照片的说明信息无法识别：{key}", "应用会重新发送这张照片。"),
        (
            "The photo's metadata cannot be read: {key}",
            "The app sends the photo again.",
        ),
        ON_PHONE,
    ),
    "bad_receipt": (
        ("收到的不是服务器的回执。", "请检查网络是否要求登录，然后重试。"),
        (
            "What arrived is not a receipt.",
            "See whether the network asks for a login, then try again.",
        ),
        ON_PHONE,
    ),
    "offset_conflict": (
        ("续传位置对不上。", "应用会查询后从正确位置续传。"),
        ("The piece begins at the wrong place.", "The app asks where to go on."),
        ON_PHONE,
    ),
    "storage_halted": (
        ("服务器存储出错，已停止接收。", "请通知管理员检查磁盘。"),
        (
            "The server's disk failed; nothing more is taken in.",
            "Tell the administrator to check the disk.",
        ),
        ON_PHONE,
    ),
    "upload_missing": (
        ("续传任务不存在或已过期。", "应用会重新发送这张照片。"),
        ("This upload is gone.", "The app sends the photo again."),
        ON_PHONE,
    ),
    "upload_taken_over": (
        ("这张照片已由新的连接续传。", "不用处理。"),
        ("A newer connection carries this photo on.", "Nothing needs to be done."),
        ON_PHONE,
    ),
    "upload_too_long": (
        ("发来的比声明的多。", "应用会重新发送这张照片。"),
        ("More arrived than was announced.", "The app sends the photo again."),
        ON_PHONE,
    ),
    "upload_unfinished": (
        ("照片还没传完。", "应用会接着传。"),
        ("The photo is not whole yet.", "The app goes on."),
        ON_PHONE,
    ),
}
