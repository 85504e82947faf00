"""Runs a module with the packages that lie beside this file, and no others of the machine.

Usage: with_packages.py [-E] [-s] -m MODULE [ARGUMENT ...], as Python's own options are given.
"""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(argv: list[str]) -> None:
    """Run the module that the options name, found in the working folder or among the packages."""
    arguments = [argument for argument in argv if argument not in ("-E", "-s")]
    if len(arguments) < 2 or arguments[0] != "-m":
        sys.exit(f"with_packages.py: expected -m MODULE, got {argv}")
    module = arguments[1]
    sys.path[:0] = [str(Path.cwd()), str(HERE / "site-packages")]
    sys.argv = [module, *arguments[2:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
