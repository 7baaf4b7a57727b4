# What people type; `make` alone lists it. Needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet

# What hatch_build.py makes geomap/built/ from: a change here installs again.
BUILD_INPUTS = pyproject.toml hatch_build.py package.json package-lock.json .npmrc \
	geomap/errors.py geomap/resources.py geomap/text/memo.py \
	geomap/outputs/page/outlines.py \
	$(shell find geomap/gazetteer data/gazetteer data/basemap -type f ! -name '*.pyc')

.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.PHONY: help install demo test check bench bench-page bench-places bench-incidents bench-pipeline bench-store bench-exports gallery clean

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

install: $(VENV)/.installed ## make .venv with the geomap command in .venv/bin
	@echo "Ready: $(BIN)/geomap --help"

demo: $(VENV)/.installed ## map the sample articles: maps/almaty.html and maps/almaty.geojson
	@mkdir -p maps
	@$(BIN)/geomap run data/articles --out maps > maps/summary.txt
	@mv maps/map.html maps/almaty.html
	@mv maps/incidents.geojson maps/almaty.geojson
	@sed 's,maps/map.html,maps/almaty.html,; s,maps/incidents.geojson,maps/almaty.geojson,' maps/summary.txt
	@rm maps/summary.txt
	@echo "Open the map in a browser: it needs no network. The GeoJSON opens in QGIS and the like."

test: $(VENV)/.test ## run all tests; `make test ARGS=tests/places` runs some
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.check ## format, lint and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/mypy hatch_build.py benchmarks

bench: $(VENV)/.test ## measure what was promised about speed and size; needs no network
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/wheel_size.py

bench-page: $(VENV)/.bench-page ## compare the map page with other pages; needs a Chromium, npm, the network
	@$(BIN)/python benchmarks/page.py

gallery: $(VENV)/.test ## draw the pictures of docs/gallery.md again; needs a Chromium
	@$(BIN)/python benchmarks/gallery.py

bench-places: $(VENV)/.bench ## compare places with other tools; `make bench-places CORPORA=folder`
	@$(BIN)/python benchmarks/places.py $(CORPORA) --page benchmarks/places.md

bench-pipeline: $(VENV)/.test ## articles a second on one core; `make bench-pipeline ARTICLES=file.jsonl`
	@$(BIN)/python benchmarks/pipeline.py $(if $(ARTICLES),--articles $(ARTICLES))

bench-store: $(VENV)/.test ## measure the store: memory, reading again, a million incidents
	@$(BIN)/python benchmarks/store.py --page benchmarks/store.md

bench-exports: $(VENV)/.test ## measure the exports beside geopandas' own writer
	@$(BIN)/python benchmarks/exports.py

bench-incidents: $(VENV)/.test ## measure incidents on material of your own: `make bench-incidents EVAL=folder`
	@$(BIN)/python benchmarks/incidents.py $(if $(EVAL),--eval $(EVAL))

clean: ## remove everything made here except the maps
	rm -rf $(VENV) geomap/built .built-* build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find geomap tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "geomap needs Python 3.11 or newer, and $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "$(PYTHON) cannot make environments. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making $(VENV); the first time takes a minute or two."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/pyvenv.cfg $(BUILD_INPUTS)
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.test: $(VENV)/pyvenv.cfg $(BUILD_INPUTS)
	@$(PIP) install --editable '.[test]'
	@touch $(VENV)/.installed $@

$(VENV)/.bench: $(VENV)/pyvenv.cfg $(BUILD_INPUTS)
	@$(PIP) install --editable '.[bench]'
	@touch $(VENV)/.installed $@

# geopandas draws its own map only with mapclassify.
$(VENV)/.bench-page: $(VENV)/.test
	@$(PIP) install mapclassify
	@touch $@

$(VENV)/.check: $(VENV)/pyvenv.cfg $(BUILD_INPUTS)
	@$(PIP) install --editable '.[check,test]'
	@touch $(VENV)/.installed $(VENV)/.test $@
