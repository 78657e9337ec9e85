# Everything happens in .venv, which is made on first use.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lab release oracle bench bench-grading audit notebooks lint clean

demo: .venv/installed            ## grade a sample class and show its points
	$(BIN)/autograder demo

test: .venv/installed            ## all tests
	$(BIN)/pytest autograder/tests -c autograder/pyproject.toml --rootdir autograder -n auto

lab: .venv/installed             ## open JupyterLab on the course
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/jupyter lab

release: .venv/installed         ## generate release/ from source/
	$(BIN)/autograder release

oracle: .venv/oracle             ## compare eager with real TensorFlow
	$(BIN)/pytest autograder/tests -c autograder/pyproject.toml --rootdir autograder -m oracle

bench: .venv/installed           ## time eager beside other engines
	$(BIN)/python autograder/bench/bench_engine.py

bench-grading: .venv/installed   ## time `autograder grade` beside stock nbgrader
	$(BIN)/python autograder/bench/bench_grading.py

audit: .venv/installed           ## every mistake and every right answer, drawn twenty times
	$(BIN)/autograder audit --fast --seeds 20

notebooks: .venv/installed       ## are the instructor notebooks clean and valid?
	$(BIN)/pytest autograder/tests/course/test_notebooks.py -c autograder/pyproject.toml --rootdir autograder

lint: .venv/installed            ## ruff and mypy
	cd autograder && ../$(BIN)/ruff check . && ../$(BIN)/mypy

clean:                           ## remove what the targets made
	rm -rf .venv demo

.venv/installed: autograder/pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable './autograder[test,dev]'
	touch $@

.venv/oracle: .venv/installed
	$(BIN)/python -m pip install --quiet --editable './autograder[oracle]'
	touch $@
