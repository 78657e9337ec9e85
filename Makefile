# Everything happens in .venv, which is made on first use. Each target installs what it needs and
# no more; the stamps .venv/has-… say what is there.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet
PYTEST := $(BIN)/pytest autograder/tests -c autograder/pyproject.toml --rootdir autograder
# One process more than there are cores, since many tests wait. Each gets whole modules, so that what
# the tests of a module share is made once.
SPREAD = -n $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)') --dist loadscope

# Where this is set, as in many containers, each of the many processes compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-all lab release messages docs oracle bench bench-grading bench-serving audit notebooks lint clean

demo: .venv/has-autograder       ## grade a sample class and show its points; LANGUAGE=ko: in Korean
	$(BIN)/autograder demo $(if $(LANGUAGE),--language $(LANGUAGE))

test: .venv/has-tests            ## does it still work? The quick tests, a few minutes
	$(PYTEST) $(SPREAD) -m "not oracle and not slow"

test-all: .venv/has-tests        ## all tests except those that need real TensorFlow
	$(PYTEST) $(SPREAD) -m "not oracle and not browser"
	$(PYTEST) -m browser

lab: .venv/has-serve             ## open JupyterLab on the course, with a server for verdicts
	$(BIN)/autograder lab

release: .venv/has-autograder    ## generate release/ from source/, in both languages
	$(BIN)/autograder release
	$(BIN)/autograder release --language ko

messages: .venv/has-autograder   ## bring the translators' catalogs up to date with the English texts
	$(BIN)/autograder translate extract

docs: .venv/has-docs             ## build docs/ as a site in site/; a broken link is an error
	$(BIN)/mkdocs build --strict --quiet

oracle: .venv/has-oracle         ## compare eager with real TensorFlow
	$(PYTEST) -n auto --dist loadscope -m oracle

bench: .venv/has-bench           ## time eager against other engines
	$(BIN)/python autograder/bench/bench_engine.py

bench-grading: .venv/has-autograder ## time `autograder grade` against stock nbgrader
	$(BIN)/python autograder/bench/bench_grading.py

bench-serving: .venv/has-serve    ## load a server for practice: verdicts a second
	$(BIN)/python autograder/bench/bench_serving.py

audit: .venv/has-autograder      ## every mistake and every right answer, drawn twenty times
	$(BIN)/autograder audit --fast --seeds 20

notebooks: .venv/has-tests       ## are the instructor notebooks clean and valid?
	$(BIN)/pytest autograder/tests/course/test_notebooks.py -c autograder/pyproject.toml --rootdir autograder

lint: .venv/has-dev              ## ruff, its format, and mypy
	cd autograder && ../$(BIN)/ruff check . && ../$(BIN)/ruff format --check . && ../$(BIN)/mypy

clean:                           ## remove what the targets made
	rm -rf .venv demo site

.venv/has-autograder: autograder/pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --editable ./autograder
	touch $@

.venv/has-tests: .venv/has-autograder
	$(PIP) --editable './autograder[test]'
	touch $@

.venv/has-dev: .venv/has-tests
	$(PIP) --editable './autograder[dev]'
	touch $@

.venv/has-docs: .venv/has-autograder
	$(PIP) --editable './autograder[docs]'
	touch $@

.venv/has-serve: .venv/has-autograder
	$(PIP) --editable './autograder[serve]'
	touch $@

.venv/has-oracle: .venv/has-tests
	$(PIP) --editable './autograder[oracle]'
	touch $@

# PyTorch can take gigabytes, since pip may choose its build for GPUs. So it is not fetched, but
# takes part if it is installed already (for a CPU: pip install torch --index-url with PyTorch's own
# index of CPU builds), as does TensorFlow after `make oracle`.
.venv/has-bench: .venv/has-autograder
	$(PIP) --editable './autograder[bench]'
	touch $@
