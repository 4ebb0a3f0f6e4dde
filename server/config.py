"""Settings: read once from the environment into one frozen object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

PREFIX = "CHAFANG_"
KNOWN = {
    "DATA",
    "DATABASE_URL",
    "BASE_URL",
    "LANGUAGE",
    "S3_BUCKET",
    "S3_ENDPOINT",
    "S3_REGION",
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
    "S3_ADDRESSING",
    "UPLOAD_HOURS",
    "THREADS",
    "MAIL_HOST",
    "MAIL_PORT",
    "MAIL_FROM",
    "MAIL_TO",
    "MAIL_USER",
    "MAIL_PASSWORD",
    "MAIL_SECURITY",
    "WEBHOOK_URL",
}


class BadSetting(Exception):
    """A setting that cannot be meant; says which and what would be right."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{PREFIX}{name}: {why}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where photos are kept when an S3-compatible store holds them."""

    name: str
    endpoint: str
    region: str
    access_key: str
    secret_key: str
    addressing: Literal["path", "virtual"]


@dataclass(frozen=True, slots=True)
class Mail:
    """Who takes reminders as mail, and how they are handed over."""

    host: str
    port: int
    sender: str
    recipients: tuple[str, ...]
    user: str
    password: str
    security: Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an operator can choose; see docs/operations.md."""

    data: Path
    database_url: str
    base_url: str
    language: str
    upload_hours: int
    threads: int
    bucket: Bucket | None
    #: Reminders leave the office only when one of these is set.
    mail: Mail | None = None
    webhook: str | None = None

    @property
    def shelf(self) -> Path:
        """Where exports stand until their time is over."""
        return self.data / "exports"

    @property
    def embedded(self) -> bool:
        """Whether the database is the file in the data folder."""
        return self.database_url.startswith("sqlite")


def read(environment: Mapping[str, str]) -> Settings:
    """Read the settings; raises BadSetting for nonsense and unknown names."""
    chosen = _chosen(environment)
    data = Path(chosen.get("DATA", "data")).absolute()
    default = f"sqlite:///{data / 'chafang.sqlite3'}"
    return Settings(
        data=data,
        database_url=_database_url(chosen.get("DATABASE_URL", default)),
        base_url=_base_url(chosen.get("BASE_URL", "http://127.0.0.1:8000")),
        language=_language(chosen.get("LANGUAGE", "zh")),
        upload_hours=_whole("UPLOAD_HOURS", chosen.get("UPLOAD_HOURS", "168"), 1, 8760),
        threads=_whole("THREADS", chosen.get("THREADS", "8"), 1, 256),
        bucket=_bucket(chosen),
        mail=_mail(chosen),
        webhook=_webhook(chosen.get("WEBHOOK_URL")),
    )


def _chosen(environment: Mapping[str, str]) -> dict[str, str]:
    chosen = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }
    for name in chosen.keys() - KNOWN:
        raise BadSetting(name, f"unknown; known are {', '.join(sorted(KNOWN))}")
    return {name: value for name, value in chosen.items() if value}


def _database_url(url: str) -> str:
    if url.startswith("sqlite:////"):
        return url
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    if url.startswith("postgresql+psycopg://"):
        return url
    raise BadSetting(
        "DATABASE_URL", "give sqlite:////absolute/path or postgresql://user@host/name"
    )


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadSetting("BASE_URL", "give http(s)://host[:port], no path")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BadSetting("BASE_URL", "give http(s)://host[:port], no path")
    return f"{parts.scheme}://{parts.netloc}"


def _language(language: str) -> str:
    if language not in ("zh", "en"):
        raise BadSetting("LANGUAGE", "zh or en")
    return language


def _whole(name: str, text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise BadSetting(name, f"a whole number from {least} to {most}")
    return int(text)


def _bucket(chosen: Mapping[str, str]) -> Bucket | None:
    name = chosen.get("S3_BUCKET")
    if name is None:
        return None
    for needed in ("S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY"):
        if needed not in chosen:
            raise BadSetting(needed, "needed when S3_BUCKET is set")
    return Bucket(
        name=name,
        endpoint=chosen["S3_ENDPOINT"],
        region=chosen.get("S3_REGION", "us-east-1"),
        access_key=chosen["S3_ACCESS_KEY"],
        secret_key=chosen["S3_SECRET_KEY"],
        addressing=_addressing(chosen.get("S3_ADDRESSING", "path")),
    )


def _addressing(way: str) -> Literal["path", "virtual"]:
    if way == "path":
        return "path"
    if way == "virtual":
        return "virtual"
    raise BadSetting("S3_ADDRESSING", "path or virtual")


def _mail(chosen: Mapping[str, str]) -> Mail | None:
    host = chosen.get("MAIL_HOST")
    if host is None:
        return None
    for needed in ("MAIL_FROM", "MAIL_TO"):
        if needed not in chosen:
            raise BadSetting(needed, "needed when MAIL_HOST is set")
    security = _security(chosen.get("MAIL_SECURITY", "starttls"))
    usual = {"starttls": "587", "tls": "465", "none": "25"}[security]
    return Mail(
        host=host,
        port=_whole("MAIL_PORT", chosen.get("MAIL_PORT", usual), 1, 65535),
        sender=chosen["MAIL_FROM"],
        recipients=tuple(filter(None, chosen["MAIL_TO"].replace(",", " ").split())),
        user=chosen.get("MAIL_USER", ""),
        password=chosen.get("MAIL_PASSWORD", ""),
        security=security,
    )


def _security(way: str) -> Literal["starttls", "tls", "none"]:
    if way == "starttls":
        return "starttls"
    if way == "tls":
        return "tls"
    if way == "none":
        return "none"
    raise BadSetting("MAIL_SECURITY", "starttls, tls or none")


def _webhook(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadSetting("WEBHOOK_URL", "give http(s)://host[:port]/path")
    return url
