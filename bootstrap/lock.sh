#!/bin/sh
# Renew requirements/*.lock from the *.in beside them: names, versions and hashes,
# no addresses, so that any mirror serves. `make lock UPGRADE=--upgrade` takes the
# newest versions; without it, only what an .in has changed.
set -eu
cd "$(dirname "$0")/.."
uv=build/uv/bin/uv
[ -x "$uv" ] || .venv/bin/python -m pip install --quiet --target build/uv uv

compile() {
    name=$1
    shift
    "$uv" pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
        --universal --python-version 3.11 ${UPGRADE:-} "$@" \
        "requirements/$name.in" -o "requirements/$name.lock"
}

compile runtime
compile develop -c requirements/runtime.lock
compile node
compile postgres --no-deps
if [ -f requirements/swift.in ]; then compile swift; fi
