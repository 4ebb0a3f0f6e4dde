#!/bin/sh
# Print the Python that builds this project (3.11 or newer), or say in one sentence
# what is missing. PYTHON names another one.
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$python" -c "$new_enough" 2>/dev/null; then
        command -v "$python"
        exit 0
    fi
done
echo "Chafang needs Python 3.11 or newer, and none was found:" \
    "install one and name it, for example: make run PYTHON=python3.12" >&2
exit 1
