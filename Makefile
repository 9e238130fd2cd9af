# Everything a new machine needs is installed here; Python 3.11+ and the package registries are all it takes.
PYTHON ?= python3
BIN = .venv/bin
UV = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command "make lock" pyproject.toml

.PHONY: env test-env bench-env demo lint test docs bench lock clean

env: .venv/.env
.venv/.env: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "smoulder needs Python 3.11 or newer; set PYTHON=...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src # a command then starts without compiling
	touch $@

test-env: .venv/.test-env
.venv/.test-env: .venv/.env requirements-test.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	touch $@

bench-env: .venv/.bench-env
.venv/.bench-env: .venv/.env requirements-bench.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-bench.txt
	touch $@

demo: env
	$(BIN)/smoulder demo --report report.html

lint: test-env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n auto

docs: env
	$(BIN)/python docs/make.py

bench: bench-env
	$(BIN)/python bench/run.py

lock: env
	$(BIN)/pip install --quiet uv
	$(UV) --group build -o requirements.txt
	$(UV) --extra cluster --group test -c requirements.txt -o requirements-test.txt
	$(UV) --group bench -c requirements.txt -o requirements-bench.txt

clean:
	rm -rf .venv report.html
