# install, demo, test and serve each set up what they need: Python 3.11 or later is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOME_DEMO ?= $(CURDIR)/.demo
PORT ?= 8000

.PHONY: install demo test serve evals samples guide-images lock

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/jalon.pth"
	printf '#!%s\nfrom assistant.cli import main\n\nif __name__ == "__main__":\n    main()\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/jalon
	chmod +x $(BIN)/jalon
	touch $@

$(VENV)/.tested: $(VENV)/.installed requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

demo: install
	$(BIN)/jalon --home $(HOME_DEMO) demo

test: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

# The fast evaluations with their gates: fails on a loss that is real. The page is evals.html, JUnit evals.xml.
evals: $(VENV)/.tested
	$(BIN)/jalon --home $(HOME_DEMO)/evals evals run --fast -j 2 --report evals.html --junit evals.xml

serve: install
	$(BIN)/jalon serve --port $(PORT)

samples: $(VENV)/.tested
	$(BIN)/python -m scripts.build_samples

# The images of the guide, from the pages as they are now. Needs Chromium.
guide-images: $(VENV)/.tested
	$(BIN)/python -m tests.browser.guide_images

# Needs uv. The locks carry hashes and no index address.
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock
