#!/usr/bin/env bash
# Installs what the tests need where that is allowed, builds everything, runs every test and ends with one line of counts.
#   MERCHANTSTUDIO_INSTALL=never   leave the system's packages alone
#   MERCHANTSTUDIO_DATASETS=DIR    real data sets; tests that need one are skipped where it is not there
#   ./test.sh --slow               also the tests that take minutes
set -uo pipefail
cd "$(dirname "$0")"

slow=no
[ "${1:-}" = "--slow" ] && slow=yes
export MERCHANTSTUDIO_DATASETS="${MERCHANTSTUDIO_DATASETS:-$PWD/../shared/datasets}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=artifacts/test-results
mkdir -p "$results"

fail() {
  echo "$1" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

major() { "$1" --version 2>/dev/null | tr -d v | cut -d. -f1; }

require_tools() {
  [ "$(major dotnet || true)" -ge 10 ] 2>/dev/null || fail "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download"
  [ "$(major node || true)" -ge 20 ] 2>/dev/null || fail "Node.js 20 or later is needed: https://nodejs.org"
}

missing_packages() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || echo chromium
  ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null || echo postgresql
  ldconfig -p 2>/dev/null | grep -q 'libvulkan\.so\.1' || echo libvulkan1
}

install_packages() {
  local missing run=()
  missing=$(missing_packages | xargs)
  [ -z "$missing" ] && return
  if [ "$(id -u)" -ne 0 ]; then run=(sudo -n); fi
  if [ "${MERCHANTSTUDIO_INSTALL:-}" != never ] && command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing for the tests: $missing"
    # shellcheck disable=SC2086
    "${run[@]}" apt-get update -qq &&
      "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >"$results/apt.log" 2>&1 ||
      echo "Could not install $missing (see $results/apt.log); the tests that need them are skipped."
  else
    echo "Missing: $missing. The tests that need them are skipped; install them with your system's packages to run those too."
  fi
}

# Counts of node's test runner, from its TAP summary: "# pass 12".
count_of() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$2" | tail -1; }

run_script_tests() {
  local log="$results/scripts.tap"
  (cd wwwroot-assets && node --test --test-reporter=tap tests/*.test.*js) >"$log" 2>&1
  local code=$?
  script_passed=$(count_of pass "$log"); script_failed=$(count_of fail "$log"); script_skipped=$(count_of skipped "$log")
  if [ "$code" -ne 0 ]; then
    cat "$log"
    [ "${script_failed:-0}" -gt 0 ] || script_failed=1
  fi
}

run_dotnet_tests() {
  local log="$results/dotnet.log" filter=(-trait- "Category=Slow") line
  [ "$slow" = yes ] && filter=()
  # One more at a time than there are cores: the browser's stories mostly wait.
  dotnet MerchantStudio.Tests/bin/Release/net10.0/MerchantStudio.Tests.dll -noColor -noLogo "${filter[@]}" -maxThreads 1.5x \
    -xml "$results/tests.xml" </dev/null 2>&1 | tee "$log"
  local code=${PIPESTATUS[0]}
  line=$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -1)
  number() { echo "$line" | sed -n "s/.*$1: \([0-9]*\).*/\1/p"; }
  local total errors failed skipped unrun
  total=$(number Total); errors=$(number Errors); failed=$(number Failed); skipped=$(number Skipped); unrun=$(number 'Not Run')
  [ -n "$total" ] || fail "The test program ended without a summary (exit code $code)."
  net_failed=$((failed + errors)); net_skipped=$skipped; net_passed=$((total - failed - skipped - unrun))
  [ "$code" -eq 0 ] || [ "$net_failed" -gt 0 ] || net_failed=1
}

require_tools
install_packages
locked=()
[ "${CI:-}" = true ] && locked=(-p:RestoreLockedMode=true)
dotnet build MerchantStudio.sln -c Release -nr:false -v q "${locked[@]}" || fail "The build failed."
run_script_tests
run_dotnet_tests

grep -o '<test [^>]*result="Skip"[^>]*>' "$results/tests.xml" 2>/dev/null | sed -n 's/.* name="\([^"]*\)".*/skipped: \1/p' | head -60
passed=$((net_passed + ${script_passed:-0}))
failed=$((net_failed + ${script_failed:-0}))
skipped=$((net_skipped + ${script_skipped:-0}))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
