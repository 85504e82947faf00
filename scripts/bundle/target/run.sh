#!/bin/sh
# Runs resilient-marl out of this folder, without a network. It writes nothing here:
# results go where it is called from. ./run --help
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/needs.sh"

stop() {
  printf 'resilient-marl: %s\n' "$1" >&2
  exit 2
}

# Whether version $1 is at least $2, number by number.
is_at_least() {
  awk -v have="$1" -v need="$2" 'BEGIN {
    split(have, h, "."); n = split(need, m, ".")
    for (i = 1; i <= n; i++) if (h[i] + 0 != m[i] + 0) exit !(h[i] + 0 > m[i] + 0)
    exit 0
  }'
}

machine=$(uname -m)
[ "$machine" = "$BUNDLE_MACHINE" ] ||
  stop "this bundle is for $BUNDLE_MACHINE, and this machine is $machine. Make one there."

libc=$(getconf GNU_LIBC_VERSION 2>&1 || true)
case $libc in
  glibc\ *) is_at_least "${libc#glibc }" "$BUNDLE_GLIBC" ||
    stop "this system has $libc, and the bundle needs glibc $BUNDLE_GLIBC or later. Use a node with a newer Linux, or a container that has one." ;;
  *) stop "this system has no glibc ($libc), and the bundle needs glibc $BUNDLE_GLIBC or later. Use Debian, Ubuntu, Fedora or the like, or a container of one." ;;
esac

# Of C++'s library the first that the linker would find. Where none is found here, it will say so itself.
cxx=$(
  IFS=:
  for folder in ${LD_LIBRARY_PATH:-}; do
    if [ -e "$folder/libstdc++.so.6" ]; then
      echo "$folder/libstdc++.so.6"
      exit
    fi
  done
  { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | awk '/libstdc\+\+\.so\.6 / { print $NF; exit }'
)
if [ -n "$cxx" ] && ! grep -qaF "GLIBCXX_$BUNDLE_GLIBCXX" "$cxx"; then
  stop "the C++ library of this system ($cxx) is too old: the bundle needs GLIBCXX_$BUNDLE_GLIBCXX. Load the module of a newer GCC, use a node with a newer Linux, or make the bundle on an older one."
fi

# A Python of the version that the packages are for.
python=
for candidate in ${RESILIENT_MARL_PYTHON:+"$RESILIENT_MARL_PYTHON"} "python$BUNDLE_PYTHON" python3 "/usr/bin/python$BUNDLE_PYTHON" /usr/bin/python3; do
  version=$("$candidate" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)
  if [ "$version" = "$BUNDLE_PYTHON" ]; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] ||
  stop "this bundle needs Python $BUNDLE_PYTHON, and none is on the path. Name one (RESILIENT_MARL_PYTHON=/path/to/python$BUNDLE_PYTHON), load a module that has it, or make the bundle for another: npm run bundle -- --python VERSION"
RESILIENT_MARL_PYTHON=$python
export RESILIENT_MARL_PYTHON

case ${1:-} in
  bench) shift && set -- "$here/app/scripts/bench.mjs" "$@" ;;
  *) set -- "$here/app/scripts/resilient-marl.mjs" "$@" ;;
esac
exec "$here/node/bin/node" "$@"
