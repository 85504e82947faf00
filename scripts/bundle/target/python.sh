#!/bin/sh
# The machine's Python with the packages of this bundle, in the place of a virtual environment, which
# would have to be written, and would not survive being moved.
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
exec "${RESILIENT_MARL_PYTHON:?Call the run script of the bundle.}" -I -S "$here/with_packages.py" "$@"
