# make demo: from a fresh Debian 12 with Swift 6.3 to an edited picture.   make test: the whole suite, with its own set-up.

SWIFT ?= swift
I2E := .build/release/i2e
SOURCES := Package.swift Sources Tests Examples Benchmarks

# Tests read more rooms and photographs from these folders where they exist, and say so where they do not.
I2E_SCENES ?= $(abspath $(wildcard ../shared/scenes))
I2E_PHOTOS ?= $(abspath $(wildcard ../shared/photos))
WITH_PICTURES = $(if $(I2E_SCENES),I2E_SCENES="$(I2E_SCENES)") $(if $(I2E_PHOTOS),I2E_PHOTOS="$(I2E_PHOTOS)")

.PHONY: demo test check build lint format bench bench-neural packages model clean

demo: build model
	@mkdir -p out
	$(I2E) edit Examples/rooms/mugs.png "move the yellow mug left" -o out/mugs-edited.png
	$(I2E) edit Examples/pumpkin.png "remove the pumpkin" -o out/pumpkin-edited.png
	@echo
	@echo "before: $(abspath Examples/rooms/mugs.png)"
	@echo "after:  $(abspath out/mugs-edited.png)"
	@echo "before: $(abspath Examples/pumpkin.png)"
	@echo "after:  $(abspath out/pumpkin-edited.png)"

test: build model
	$(WITH_PICTURES) $(SWIFT) test -c release --disable-testable-imports

# What to run before a commit: no download, and only the pictures of the repository.
check: lint build
	env -u I2E_SCENES -u I2E_PHOTOS $(SWIFT) test -c release --disable-testable-imports

build: packages
	$(SWIFT) build -c release

packages:
	@scripts/install-packages

model: build
	@scripts/pull-model $(I2E)

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format format --in-place --recursive $(SOURCES)

bench: build model
	python3 Benchmarks/cold_edit.py

# ONNX's own tests, parity and speed against ONNX Runtime and OpenCV; its Python packages go beside the build.
BENCH_PYTHON ?= .build/bench-neural/python/bin/python

bench-neural: build model .build/bench-neural/installed
	@status=0; for script in "onnx_suite.py --table docs/onnx-operators.md" parity.py speed.py; do \
		echo; echo "$$script"; $(BENCH_PYTHON) Benchmarks/NeuralCore/$$script --i2e $(I2E) || status=1; \
	done; exit $$status

.build/bench-neural/installed: Benchmarks/NeuralCore/requirements.txt
	python3 -m venv .build/bench-neural/python
	.build/bench-neural/python/bin/pip install --quiet --requirement $<
	@touch $@

clean:
	$(SWIFT) package clean
	rm -rf out
