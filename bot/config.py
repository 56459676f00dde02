"""Settings from `config.yaml` and the environment, and every cut-off of the engine in one place."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)

from bot.errors import ConfigError
from bot.phrases import phrase

CONFIG_NAME = "config.yaml"
_REPOSITORY = Path(__file__).parent.parent


def _default_knowledge() -> Path:
    """`knowledge/` in the current folder, or else beside the package in a checkout."""
    here = Path("knowledge")
    return here if here.is_dir() else _REPOSITORY / "knowledge"


Score = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores (0–1) below or above which the engine decides differently.

    `rongwen calibrate` measures what they are worth on a knowledge.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    answer: Score = 0.5  # the best interpretation must reach this to be answered
    said: Score = 0.48  # … or this, where it is what somebody said
    quote: Score = 0.6  # … or this, where it quotes the source
    borne: Annotated[float, Field(ge=0)] = 1.0  # weight of words, names apart, it must bear out
    mistyped: Score = 0.75  # … or this, where words that make sense are taken for slips
    refuse: Score = 0.6  # a declared unknown must reach this to be given as the reason
    written: Score = 0.85  # a faq or unknown entry that is this alike overrides everything else
    yielding: Score = 0.08  # … but nothing that scores higher by more than this
    tie: Score = 0.03  # interpretations closer than this are near-ties


def _from_files(values: object) -> object:
    """A secret whose `…_file` is given is the content of that file."""
    if not isinstance(values, dict):
        return values
    files = [key for key in values if key.endswith("_file") and values[key]]
    read = {
        key.removesuffix("_file"): Path(values[key]).read_text(encoding="utf-8").strip()
        for key in files
    }
    return {key: value for key, value in values.items() if not key.endswith("_file")} | read


Secrets = BeforeValidator(_from_files)
_STRICT = ConfigDict(frozen=True, extra="forbid")


class WebhookConfig(BaseModel):
    """How Telegram reaches us, where it delivers the updates itself."""

    model_config = _STRICT

    url: str = ""  # as Telegram sees it; where it is empty, the address that we listen on
    secret: SecretStr = SecretStr("")  # where it is empty, a new one at every start
    max_connections: Annotated[int, Field(ge=1, le=100)] = 40


class LimitsConfig(BaseModel):
    """How many messages a minute are answered."""

    model_config = _STRICT

    per_user: Annotated[int, Field(ge=1)] = 20
    per_group: Annotated[int, Field(ge=1)] = (
        20  # Telegram itself lets a bot send about 20 to a group
    )


class TelegramConfig(BaseModel):
    """How to reach the messenger, and how much to take on at once."""

    model_config = _STRICT

    token: SecretStr = SecretStr("")
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    mode: Literal["polling", "webhook"] = "polling"
    webhook: Annotated[WebhookConfig, Secrets] = WebhookConfig()
    limits: LimitsConfig = LimitsConfig()
    parallel: Annotated[int, Field(ge=1, le=64)] = 32  # chats served at the same time
    backlog: Annotated[int, Field(ge=1)] = (
        2000  # updates in memory, from which on no more are taken
    )
    poll_seconds: Annotated[int, Field(ge=1, le=50)] = 30
    font: Path | None = None  # for pictures; none: one that is installed
    grace_seconds: Annotated[float, Field(ge=0)] = 20  # at the end, to finish what was taken


class HttpConfig(BaseModel):
    """Where health, metrics and the webhook are served."""

    model_config = _STRICT

    host: str = "127.0.0.1"
    port: Annotated[int | None, Field(ge=0, le=65535)] = (
        None  # none: 8080 for a webhook, or else nowhere
    )


class Config(BaseSettings):
    """Everything that can be set; the environment overrides the file."""

    model_config = SettingsConfigDict(
        env_prefix="RONGWEN_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
    )

    knowledge: Path = Field(default_factory=_default_knowledge)
    store: str = "sqlite:///rongwen.sqlite3"
    store_file: Path | None = None  # … or the file that holds it
    retention_days: Annotated[float, Field(gt=0)] = 90
    commit: bool = True  # to git, where the knowledge lies in a repository
    admins: Annotated[tuple[int, ...], NoDecode] = ()
    telegram: Annotated[TelegramConfig, Secrets] = TelegramConfig()
    http: HttpConfig = HttpConfig()
    thresholds: Thresholds = Thresholds()

    @model_validator(mode="before")
    @classmethod
    def _secrets(cls, values: object) -> object:
        return _from_files(values)

    @field_validator("admins", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return [value] if isinstance(value, int) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, _file_source(settings_cls)


def _file_source(settings_cls: type[BaseSettings]) -> YamlConfigSettingsSource:
    return YamlConfigSettingsSource(settings_cls, yaml_file=CONFIG_NAME, yaml_file_encoding="utf-8")


def load_config(knowledge: Path | None = None) -> Config:
    """The configuration of this process; `knowledge` overrides the folder.

    Raises ConfigError with every mistake in the file or the environment.
    """
    try:
        return Config(knowledge=knowledge) if knowledge is not None else Config()
    except ValidationError as error:
        lines = [
            phrase("config.mistake", key=".".join(map(str, detail["loc"])), reason=detail["msg"])
            for detail in error.errors(include_url=False, include_input=False)
        ]
        raise ConfigError(phrase("config.wrong", mistakes="\n".join(lines))) from None
    except (OSError, ValueError) as error:
        reason = phrase("config.mistake", key=CONFIG_NAME, reason=str(error))
        raise ConfigError(phrase("config.wrong", mistakes=reason)) from None
