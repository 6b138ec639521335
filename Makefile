# Targets for people: run, test. For engineers: build, lint, race, fuzz, bench, generate, new, dist.
GO     ?= go
BIN    ?= bin/radissect
# "pcap" where libpcap's headers are there or could be installed, else empty.
TAGS    = $(shell .ci/libpcap)
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
COMMIT  ?= $(shell git rev-parse HEAD 2>/dev/null)
DATE    ?= $(shell git log -1 --format=%cI 2>/dev/null)
LDFLAGS = -X main.version=$(VERSION) -X main.commit=$(COMMIT) -X main.date=$(DATE)

.PHONY: all run test build lint race fuzz bench generate new dist

all: build

# The main job, on a capture of a real session: every assistance message, what
# it holds, and what it breaks.
run: build
	$(BIN) read pcaps/ra/ra_rdp_plain_lo.pcap

build:
	$(GO) build -tags '$(TAGS)' -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/radissect

test:
	$(GO) test -tags '$(TAGS)' ./...

lint:
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "gofmt would change:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -tags '$(TAGS)' ./...
	$(GO) tool staticcheck ./...
	$(GO) tool staticcheck -tags '$(TAGS)' ./...

race:
	$(GO) test -race -short -tags '$(TAGS)' ./...

# Every fuzz target, for a time or a number of inputs: make fuzz FUZZTIME=1m
FUZZTIME ?= 2000x
fuzz:
	.ci/fuzz $(FUZZTIME)

# Ratios against tshark, gopacket and openssl, on captures made here.
bench: build
	$(GO) run ./dissect/internal/bench -bin $(BIN)

# Packages for every system, in dist/.
dist:
	.ci/dist

# Lists of rules and fields, decoders/all.go, docs/rules and docs/fields.
generate:
	$(GO) run ./dissect/internal/lists -all decoders
	$(GO) run ./decoders/internal/docs docs

# A new, empty, tested protocol in one folder: make new name=epm
new:
	@test -n "$(name)" || { echo "usage: make new name=epm"; exit 2; }
	$(GO) run ./dissect/internal/newproto $(name)
