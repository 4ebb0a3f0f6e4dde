"""What the terminal is told when the machine is not ready for a command."""

from server.texts.sentences import UNCHANGED, Sentences

MACHINE: dict[str, Sentences] = {
    "cannot_start": (
        ("现在不能启动。", "请查看日志。"),
        ("It cannot start now.", "Look into the log."),
        UNCHANGED,
    ),
    "folder_missing": (
        ("没有文件夹 {folder}。", "请先建好文件夹，或换一个 --out。"),
        ("There is no folder {folder}.", "Make it first, or choose another --out."),
        UNCHANGED,
    ),
    "folder_unwritable": (
        ("不能写入 {folder}：{why}。", "请换一个文件夹，或检查权限和磁盘。"),
        (
            "{folder} cannot be written to: {why}.",
            "Choose another folder, or look at its permissions and the disk.",
        ),
        UNCHANGED,
    ),
    "fonts_missing": (
        (
            "没有中文字体，不能生成 PDF。",
            "请先运行 make web，或下载 DOCX。",
        ),
        (
            "The Chinese font is not there, so no PDF can be made.",
            "Run make web first, or take the DOCX.",
        ),
        UNCHANGED,
    ),
    "port_taken": (
        (
            "端口 {port} 已被别的程序占用。",
            "请换一个端口：make run PORT={free}（或 chafang serve --port {free}）。",
        ),
        (
            "Port {port} is taken by another program.",
            "Take another: make run PORT={free} (or chafang serve --port {free}).",
        ),
        UNCHANGED,
    ),
    "address_unusable": (
        ("不能在 {host} 端口 {port} 上监听：{why}。", "请换一个 --host 或 --port。"),
        (
            "{host}, port {port} cannot be listened on: {why}.",
            "Take another --host or --port.",
        ),
        UNCHANGED,
    ),
    "database_away": (
        (
            "数据库用不了：{why}。",
            "请确认数据库在运行，CHAFANG_DATABASE_URL 和 CHAFANG_DATA 写得对。",
        ),
        (
            "The database cannot be used: {why}.",
            "See that it runs, and look at CHAFANG_DATABASE_URL and CHAFANG_DATA.",
        ),
        UNCHANGED,
    ),
    "migration_failed": (
        (
            "数据库没能升级，数据和原来一样：{why}。",
            "请换回原来的版本继续用，并把这句话报给维护者。",
        ),
        (
            "The database is as it was; it could not be brought up to date: {why}.",
            "Go on with the version of before, and report this sentence.",
        ),
        UNCHANGED,
    ),
}
