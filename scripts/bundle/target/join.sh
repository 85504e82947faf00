#!/bin/sh
# Checks the files of a bundle by SHA256SUMS and unpacks them into the working folder: sh join.sh
set -eu

archive='@ARCHIVE@'
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

stop() {
  printf 'join.sh: %s\n' "$1" >&2
  exit 2
}

command -v sha256sum >/dev/null || stop 'sha256sum is not on the path. It is one of the GNU coreutils.'
[ -f "$here/SHA256SUMS" ] || stop "SHA256SUMS is missing in $here. Copy it, too."

missing=
while read -r _ name; do
  [ -f "$here/$name" ] || missing="$missing $name"
done <"$here/SHA256SUMS"
[ -z "$missing" ] || stop "missing in $here:$missing. Copy them again, and call this again."

damaged=$(cd "$here" && sha256sum -c SHA256SUMS 2>/dev/null | sed -n 's/: FAILED.*//p' | tr '\n' ' ')
[ -z "$damaged" ] || stop "damaged: ${damaged% }. Copy them again, and call this again."

content() {
  cut -c 67- "$here/SHA256SUMS" | while read -r name; do cat "$here/$name"; done
}

echo "Unpacking into $PWD"
case $archive in
  *.xz)
    if command -v xz >/dev/null; then
      content | xz -dc | tar -xf -
    elif command -v python3 >/dev/null; then
      content | python3 -c 'import sys, tarfile; tarfile.open(fileobj=sys.stdin.buffer, mode="r|xz").extractall()'
    else
      stop 'neither xz nor python3 is on the path. Load one, or make the bundle with --compression gzip.'
    fi
    ;;
  *.gz) content | gzip -dc | tar -xf - ;;
  *) content | tar -xf - ;;
esac
echo "Now: ./${archive%.tar*}/run doctor"
