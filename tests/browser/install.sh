#!/usr/bin/env bash
# Chromium and a Chinese typeface for the browser tests, from Debian's packages, when they are
# missing and we may install them. Without Chromium the browser tests skip and say so.
set -eu
missing=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
[ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || missing+=(fonts-noto-cjk fontconfig)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "browser tests: ${missing[*]} not found and not installed (not root, or no apt-get)"
  exit 0
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
