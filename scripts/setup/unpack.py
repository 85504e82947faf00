"""Checks a wheel's hash and unpacks the wanted part of it.

Usage: unpack.py WHEEL SHA256 FOLDER PREFIX=FOLDER...

Every file under a PREFIX of the wheel goes under the FOLDER that is named beside it. A prefix that
ends in `*.so` picks shared libraries only and flattens their paths. Prints the unpacked bytes.
"""

import hashlib
import re
import shutil
import sys
import zipfile
from pathlib import Path

SHARED_LIBRARY = re.compile(r"\.so(\.\d+)*$")


def main(wheel: str, sha256: str, folder: str, rules: list[str]) -> int:
    """Return the exit status: 0, or 3 for a bad hash."""
    with open(wheel, "rb") as file:
        got = hashlib.file_digest(file, "sha256").hexdigest()
    if got != sha256:
        sys.stderr.write(f"bad hash: {Path(wheel).name}\n  expected {sha256}\n  got      {got}\n")
        return 3
    unpacked = 0
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            destination = destination_of(member.filename, rules)
            if destination is None or member.is_dir():
                continue
            path = Path(folder, destination)
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(path, "wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            # Programs among the files stay executable.
            path.chmod((member.external_attr >> 16) & 0o777 or 0o644)
            unpacked += member.file_size
    sys.stdout.write(f"{unpacked}\n")
    return 0


def destination_of(name: str, rules: list[str]) -> str | None:
    """Return where the file `name` of the wheel goes, or None where it is not wanted."""
    for rule in rules:
        prefix, folder = rule.split("=")
        if prefix.endswith("*.so"):
            if name.startswith(prefix[: -len("*.so")]) and SHARED_LIBRARY.search(name):
                return f"{folder}/{name.rsplit('/', 1)[1]}"
        elif name.startswith(prefix):
            return f"{folder}/{name[len(prefix) :]}"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
