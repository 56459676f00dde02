"""Settings from `config.yaml` and the environment, and every cut-off of the engine in one place."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
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


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores (0–1) below or above which the engine decides differently."""

    answer: float = 0.5  # the best interpretation must reach this to be answered
    said: float = 0.44  # … or this, where it is what somebody said
    quote: float = 0.6  # … or this, where it quotes the source
    borne: float = 1.0  # weight of the words, names apart, that a quotation must bear out
    mistyped: float = 0.75  # … or this, where words that make sense are taken for slips
    refuse: float = 0.6  # a declared unknown must reach this to be given as the reason
    written: float = 0.85  # a faq or unknown entry that is this alike overrides everything else
    yielding: float = 0.15  # … but nothing that scores higher by more than this
    tie: float = 0.03  # interpretations closer than this are near-ties


class TelegramConfig(BaseModel):
    """How to reach the messenger."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: SecretStr = SecretStr("")
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    mode: Literal["polling", "webhook"] = "polling"


class Config(BaseSettings):
    """Everything that can be set; the environment overrides the file."""

    model_config = SettingsConfigDict(
        env_prefix="RONGWEN_",
        env_nested_delimiter="__",
        frozen=True,
        extra="ignore",
    )

    knowledge: Path = Field(default_factory=_default_knowledge)
    store: str = "sqlite:///rongwen.sqlite3"
    commit: bool = True  # to git, where the knowledge lies in a repository
    admins: Annotated[tuple[int, ...], NoDecode] = ()
    telegram: TelegramConfig = TelegramConfig()

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
