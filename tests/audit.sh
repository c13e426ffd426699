#!/usr/bin/env bash
# Known weaknesses in what a lock file names. Fails where one is found; where the register of them
# can't be reached, says so and passes, as that is no fault of the lock.
set -u
told=$("$PIP_AUDIT" --require-hashes --disable-pip --progress-spinner off -r "$1" 2>&1)
status=$?
skipped=$(grep -c "could not be audited" <<<"$told")
grep -v "could not be audited" <<<"$told"
if [ "$status" -ne 0 ] && grep -q "known vulnerabilit" <<<"$told"; then
  echo "$1 里有已知漏洞：用 make lock UPGRADE=\"--upgrade-package 名称\" 换版本 / a known weakness is locked" >&2
  exit 1
elif [ "$status" -ne 0 ]; then
  echo "没有查成：连不上漏洞登记处 / not audited: no register answers" >&2
elif [ "$skipped" -gt 0 ]; then
  echo "$skipped 个软件包登记处没有收，没有查 / not audited: the register knows nothing of $skipped packages" >&2
fi
