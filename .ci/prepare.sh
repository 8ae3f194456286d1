# Sourced by the scripts beside it: what a machine needs, installed only where it is missing.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
VENV=.venv
PY=$VENV/bin/python
unset PYTHONDONTWRITEBYTECODE  # or each of our processes compiles the project anew: a second a command, six a test worker

say() { printf '==> %s\n' "$*"; }
fail() { printf 'GAGAL: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1; fi
}

# apt_install WHY PACKAGE...: by apt where that is allowed, else says which packages are missing.
apt_install() {
  local why=$1 log
  shift
  if ! command -v apt-get >/dev/null || ! as_root true; then
    fail "$why memerlukan paket sistem: $*. Pasang dengan 'sudo apt-get install $*' lalu ulangi."
  fi
  say "Memasang paket sistem untuk $why: $*"
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >"$log" 2>&1; then
    as_root apt-get update >"$log" 2>&1 || true
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
      tail -n 20 "$log" >&2
      rm -f "$log"
      fail "paket $* tidak terpasang; $why tidak dapat dilanjutkan."
    fi
  fi
  rm -f "$log"
}

suitable_python() {
  command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if suitable_python "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

ensure_venv() {
  local python version
  if suitable_python "$PY" && "$PY" -m pip --version >/dev/null 2>&1; then return; fi
  if ! python=$(find_python); then
    apt_install "Python" python3 python3-venv
    python=$(find_python) || fail "perlu Python 3.11, 3.12 atau 3.13; tetapkan letaknya dengan PYTHON=..."
  fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "lingkungan Python (.venv)" "python$version-venv"
  fi
  say "Membuat lingkungan Python di $VENV"
  rm -rf "$VENV"
  "$python" -m venv "$VENV"
}

# install_lock FILE: nothing to do while that exact file, or the larger one of the tests, is installed.
install_lock() {
  local stamp=$VENV/.terpasang lock=$1 sum
  sum=$(sha256sum "$lock" | cut -d' ' -f1)
  if grep -qsx "$sum" "$stamp"; then return; fi
  say "Memasang pustaka dari $lock (sekali saja, beberapa menit)"
  "$PY" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" \
    || fail "pustaka dari $lock tidak terpasang; periksa sambungan internet lalu ulangi."
  # The lock of the tests contains that of the portal with equal versions (tests/test_house.py).
  if [ "$lock" = requirements-uji.lock ]; then
    sha256sum requirements.lock requirements-uji.lock | cut -d' ' -f1 >"$stamp"
  else
    echo "$sum" >"$stamp"
  fi
}

ensure_pango() {
  if "$PY" -c 'import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)' 2>/dev/null; then return; fi
  apt_install "pembuatan PDF" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
}

ensure_portal() {
  ensure_venv
  install_lock requirements.lock
  ensure_pango
}

ensure_test_tools() {
  ensure_venv
  install_lock requirements-uji.lock
  ensure_pango
}

# ensure_command COMMAND PACKAGE WHY
ensure_command() {
  command -v "$1" >/dev/null || apt_install "$3" "$2"
}

# Ubuntu's own chromium package only points to a snap; there the tests use the build that Playwright knows.
ensure_browser() {
  if chromium --version >/dev/null 2>&1; then return; fi
  if grep -qs '^ID=debian' /etc/os-release; then
    apt_install "uji di peramban" chromium
  elif ! "$PY" -c 'import sys; from playwright.sync_api import sync_playwright
with sync_playwright() as p: sys.exit(not __import__("os").path.exists(p.chromium.executable_path))' 2>/dev/null; then
    say "Memasang Chromium untuk uji di peramban"
    as_root "$PWD/$PY" -m playwright install-deps chromium >/dev/null || true
    "$PY" -m playwright install chromium >/dev/null \
      || fail "Chromium tidak terpasang; pasang peramban Chromium lalu ulangi."
  fi
}

free_port() {
  "$PY" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
