# make demo, make test, make serve: each sets up .venv from the locked, hashed dependencies if there is none.
# make serve RECORD=DIR PORT=N serves a record of yours; without RECORD one of the sample reports.
PYTHON ?= python3
DATA ?= ../shared/data
DEMO := build/demo
RECORD ?= $(DEMO)
PORT ?= 8765
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TRAIN = PYTHONPATH=src:. $(TRAIN_VENV)/bin/python -m training.train --data $(DATA)
TRAIN_VENV := .venv-train
# How much of each corpus the runs for events hold.
ACTS = --share ewt=0.7 --share gum=1.4 --share worldwide=0.5 --share polnear=0.6 --share inline=6 --share real=6
TRAIN_READY := $(TRAIN_VENV)/.ready

.PHONY: demo test lint bench serve train score clean

$(READY): requirements/test.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(TRAIN_READY): requirements/train.txt pyproject.toml
	$(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/train.txt
	@# The CUDA build of torch does not even load without its libraries; a CPU build, where pip has one, needs none.
	$(TRAIN_VENV)/bin/python -c "import torch" 2>/dev/null || $(TRAIN_VENV)/bin/python -m pip install --quiet \
		--disable-pip-version-check --require-hashes --no-deps -r requirements/train-cuda.txt
	touch $@

demo: $(READY)
	$(BIN)/onrecord demo build/demo

test: $(READY) lint
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m bench.read_speed

score: $(READY)
	$(BIN)/python -m onrecord.score.board --data $(DATA)

serve: $(READY)
	@test -e $(RECORD)/record.json || $(BIN)/onrecord demo $(DEMO) --quiet > /dev/null
	$(BIN)/onrecord serve --record $(RECORD) --port $(PORT)

train: $(TRAIN_READY)
	$(TRAIN) --out build/reader1
	$(TRAIN) --out build/reader2 --start build/reader1/network.safetensors --steps 5500 --scale 0.6 \
		--share worldwide=1.2 --weight entity=1.5
	$(TRAIN) --out build/reader3 --start build/reader2/network.safetensors --steps 2600 --scale 0.4 \
		--share worldwide=2.4 --weight entity=2
	PYTHONPATH=src:. $(TRAIN_VENV)/bin/python -m training.average build/reader2 build/reader3 --out build/syntax
	$(TRAIN) --out build/reader4 --start build/syntax/network.safetensors --steps 2000 --scale 0.5 $(ACTS)
	$(TRAIN) --out build/reader --start build/reader4/network.safetensors --steps 2900 --scale 0.55 $(ACTS) \
		--share uds=1.5 --share uw=2 --weight act=2.5 --weight act_role=2.5 --weight modality=1.2 --weight factuality=0.8
	PYTHONPATH=src:. $(TRAIN_VENV)/bin/python -m training.export --checkpoint build/reader

clean:
	rm -rf $(VENV) $(TRAIN_VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
