"""The settings of one installation, by section. A pydantic model checks them."""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from scheduler import clock
from scheduler.errors import ConfigError, InvalidInput

PREFIX = "KALLELSE_"


def _zone(name: str) -> str:
    try:
        clock.zone(name)
    except InvalidInput as error:
        raise ValueError(f"'{name}' is not a time zone; write it as Europe/Stockholm") from error
    return name


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("write the address in full, as https://moten.example.org")
    return url.rstrip("/")


def _address(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>,;:\"]+@[A-Za-z0-9][A-Za-z0-9.-]*", text):
        raise ValueError("write an e-mail address, as kallelse@example.org")
    return text


ZoneName = Annotated[str, AfterValidator(_zone)]
Address = Annotated[str, AfterValidator(_address)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Site(_Section):
    url: Annotated[str, AfterValidator(_base_url)] = "http://127.0.0.1:8000"
    name: str = "Kallelse"
    language: Literal["sv", "en"] = "sv"
    zone: ZoneName = "Europe/Stockholm"
    accounts_add_councils: bool = False
    secret_file: Path | None = None

    def secret(self) -> bytes | None:
        """What links are signed with, where it stands in a file; None: the database's own.

        Raises: ConfigError where the file cannot be read or is too short to be a secret.
        """
        if self.secret_file is None:
            return None
        try:
            secret = self.secret_file.read_bytes().strip()
        except OSError as error:
            raise ConfigError(f"[site.secret_file] {self.secret_file}: {error.strerror}") from error
        if len(secret) < 32:
            raise ConfigError(f"[site.secret_file] {self.secret_file}: needs at least 32 octets")
        return secret


class Organisation(_Section):
    """Who is responsible for the site: what the accessibility and privacy statements need to say."""

    name: str | None = None
    email: Address | None = None
    phone: str | None = None
    address: str | None = None
    url: Annotated[str, AfterValidator(_base_url)] | None = None
    data_protection: Address | None = None
    published_on: date | None = None
    tested_on: date | None = None
    known_faults: tuple[str, ...] = ()
    supervisor: str = "Myndigheten för digital förvaltning (Digg)"
    supervisor_url: Annotated[str, AfterValidator(_base_url)] = "https://www.digg.se/tdosanmalan"


class Web(_Section):
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    threads: int = Field(8, ge=1, le=256)
    trusted_proxies: int = Field(0, ge=0, le=10)


class Database(_Section):
    url: str = "sqlite:///var/kallelse.db"


class Files(_Section):
    """Papers of meetings; `max_mb` is how large one may be."""

    folder: Path = Path("var/files")
    max_mb: int = Field(20, ge=1, le=500)


class MailMode(StrEnum):
    CAPTURE = "capture"
    SMTP = "smtp"


class Security(StrEnum):
    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class _Account(_Section):
    """At a mail server."""

    username: str | None = None
    password: str | None = Field(None, repr=False)
    password_file: Path | None = None

    def secret(self) -> str | None:
        """The password. Raises: ConfigError where its file cannot be read."""
        if self.password_file is None:
            return self.password
        try:
            return self.password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            name = f"[{type(self).__name__.lower()}.password_file]"
            raise ConfigError(f"{name} {self.password_file}: {error.strerror}") from error


class Mail(_Account):
    mode: MailMode = MailMode.CAPTURE
    folder: Path = Path("var/mail")
    from_: Address | None = Field(None, alias="from")
    host: str = "127.0.0.1"
    port: int = Field(587, ge=1, le=65535)
    security: Security = Security.STARTTLS
    per_minute: int = Field(300, ge=1, le=100_000)
    replies: Address | None = None
    bounces: Address | None = None
    flood_stop: bool = True

    @property
    def sender(self) -> str:
        """The address in From where no mailbox reads replies."""
        return self.from_ or "kallelse@example.org"

    @property
    def reply_mailbox(self) -> str | None:
        """The mailbox that reads answers from calendars; captured letters are shown whole, so they have one."""
        if self.replies is None and self.mode is MailMode.CAPTURE:
            return "svar@example.org"
        return self.replies


class Inbox(_Account):
    """The mailbox of `[mail] replies` and `bounces`, read by IMAP. Without a host it is not read."""

    host: str | None = None
    port: int = Field(993, ge=1, le=65535)
    security: Security = Security.TLS
    folder: str = "INBOX"
    done: str = "Kallelse"


class Health(_Section):
    """What tells others how it goes. The ping leaves each minute while all is well, and stays away when not."""

    ping_url: Annotated[str, AfterValidator(_base_url)] | None = None
    metrics_token: str | None = Field(None, repr=False, min_length=16)


class Log(_Section):
    json_lines: bool = False


class Config(BaseSettings):
    """All settings of one installation. Paths are absolute once loaded. What varies per council is a row instead."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__"
    )

    site: Site = Site()
    organisation: Organisation = Organisation()
    web: Web = Web()
    database: Database = Database()
    files: Files = Files()
    mail: Mail = Mail()
    inbox: Inbox = Inbox()
    health: Health = Health()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # The environment beats the file: a container sets one secret without touching the file.
        return (env_settings, init_settings)


def masked_settings(config: Config) -> dict[str, dict[str, object]]:
    """Every setting as it counts, secrets hidden, for `kallelse config`."""
    values: dict[str, dict[str, object]] = config.model_dump(mode="json", by_alias=True)
    hidden = (("mail", "password"), ("inbox", "password"), ("health", "metrics_token"))
    for section, key in hidden:
        if values[section][key]:
            values[section][key] = "(hidden)"
    values["database"]["url"] = re.sub(
        r"(://[^:/@]+):[^@]+@", r"\1:(hidden)@", str(values["database"]["url"])
    )
    return values
