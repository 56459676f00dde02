# make chat   在终端里与机器人对话
# make test   跑全部测试
# make check  风格、类型、分层、测试、知识库，一项不少
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: chat test check lint run bench wheel clean help

help:
	@grep '^# make' Makefile | sed 's/^# //'

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "需要 Python 3.11 或更新版本；可用 make PYTHON=python3.12 指定。" >&2; exit 1; }
	@echo "正在准备运行环境（仅首次，约一分钟）……"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

chat: $(STAMP)
	@$(BIN)/rongwen chat

run: $(STAMP)
	@$(BIN)/rongwen run

test: $(STAMP)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test
	$(BIN)/rongwen check

# 打包，装进一个空环境，用另一个知识目录提问
wheel: $(STAMP)
	@rm -rf build/wheel && mkdir -p build/wheel
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w build/wheel .
	@$(PYTHON) -m venv build/wheel/venv
	@build/wheel/venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt build/wheel/*.whl
	@cd build/wheel && venv/bin/rongwen ask --knowledge ../../tests/fixtures/library 谁主持的 | grep -q 沈若梅
	@echo "安装包可用：build/wheel"

bench: $(STAMP)
	$(BIN)/python -m benchmarks.latency

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
