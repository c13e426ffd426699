#!/usr/bin/env bash
# Chromium and a Chinese typeface for the browser tests, and exiftool to read what copies tell, from
# Debian's packages, when they are missing and we may install them. Tests that lack them skip and
# say so.
set -eu
missing=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
[ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || missing+=(fonts-noto-cjk fontconfig)
command -v exiftool >/dev/null || missing+=(libimage-exiftool-perl)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "tests: ${missing[*]} not found and not installed (not root, or no apt-get)"
  exit 0
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
