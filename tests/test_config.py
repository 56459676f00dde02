"""The example configuration is what the settings are: every key, with its default."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from bot.config import Config, load_config
from bot.errors import ConfigError
from tests.conftest import ROOT


def keys(model: type[BaseModel], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        nested = field.annotation
        if isinstance(nested, type) and issubclass(nested, BaseModel):
            found |= keys(nested, f"{prefix}{name}.")
        elif isinstance(nested, type) and is_dataclass(nested):
            found |= {f"{prefix}{name}.{part.name}" for part in fields(nested)}
        else:
            found.add(prefix + name)
    return found


def written(content: dict[str, object], prefix: str = "") -> set[str]:
    found = set()
    for name, value in content.items():
        found |= written(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name}
    return found


def test_the_example_has_every_key_with_its_default() -> None:
    example = yaml.safe_load((ROOT / "config.example.yaml").read_text(encoding="utf-8"))
    assert written(example) == keys(Config)
    defaults = Config.model_construct()
    for name in ("telegram", "http", "thresholds", "retention_days", "admins", "store"):
        assert getattr(Config(**example), name) == getattr(defaults, name)


def test_secrets_can_stand_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text("1:secret\n")
    (tmp_path / "store").write_text("sqlite:///x.db\n")
    (tmp_path / "hook").write_text("abc")
    monkeypatch.setenv("RONGWEN_TELEGRAM__TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("RONGWEN_TELEGRAM__WEBHOOK__SECRET_FILE", str(tmp_path / "hook"))
    monkeypatch.setenv("RONGWEN_STORE_FILE", str(tmp_path / "store"))
    config = load_config()
    assert config.telegram.token.get_secret_value() == "1:secret"
    assert config.telegram.webhook.secret.get_secret_value() == "abc"
    assert config.store == "sqlite:///x.db"
    assert "1:secret" not in repr(config)


def test_a_secret_whose_file_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONGWEN_TELEGRAM__TOKEN_FILE", "/nowhere/token")
    with pytest.raises(ConfigError, match="nowhere"):
        load_config()
