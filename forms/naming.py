"""One name for one thing: what people write differently and mean alike."""

import re
import unicodedata
from collections.abc import Iterator

#: What says which kind of thing it is; people leave it out as often as not.
KINDS = (
    "微信公众号",
    "微信小程序",
    "公众账号",
    "公众号",
    "订阅号",
    "服务号",
    "小程序",
    "客户端",
    "手机版",
    "安卓版",
    "官方",
    "软件",
    "应用",
    "微信群",
    "工作群",
    "app",
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_SILENT = re.compile(r"[\W_]+")
_COUNT = "[一二三四五六七八九十百]+"
_NUMERALS = re.compile(rf"\d+|第{_COUNT}|{_COUNT}(?=[号组期群中村区])")


def normal(text: str) -> str:
    """Write a name without what does not tell it from another.

    Width, case, blanks, punctuation and quotes go; so do remarks in brackets and
    words like APP, 小程序 or 公众号 at either end, as long as something is left.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    for written in (_BRACKETED.sub("", folded), folded):
        bare = _SILENT.sub("", written)
        if bare:
            return _without_kind(bare)
    return folded.strip()


def numerals(name: str) -> tuple[str, ...]:
    """List the numbers in a name: what differs in them is not the same thing."""
    return tuple(_NUMERALS.findall(name))


def _without_kind(name: str) -> str:
    if name in KINDS:
        return name
    shorter = next(_shorter(name), name)
    return shorter if shorter == name else _without_kind(shorter)


def _shorter(name: str) -> Iterator[str]:
    """Take a kind off an end of the name; letters that go on are another word."""
    for kind in KINDS:
        for left in (name.removesuffix(kind), name.removeprefix(kind)):
            if left != name and not _goes_on(kind, name, left):
                yield left


def _goes_on(kind: str, name: str, left: str) -> bool:
    beside = left[-1] if name.startswith(left) else left[0]
    return kind.isascii() and beside.isascii() and beside.isalpha()
