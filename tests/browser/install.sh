#!/usr/bin/env bash
# What tests need besides Python, from Debian's packages, when it is missing and we may install it:
# Chromium and a Chinese typeface for the browser, exiftool to read what copies tell, rsync and nginx
# for deliveries and the ready configuration, Java and Node for the HTML checkers. Tests that lack
# something skip and say so.
set -eu
missing=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
[ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || missing+=(fonts-noto-cjk fontconfig)
command -v exiftool >/dev/null || missing+=(libimage-exiftool-perl)
command -v rsync >/dev/null || missing+=(rsync)
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || missing+=(nginx-light)
command -v java >/dev/null || missing+=(default-jre-headless)
command -v npm >/dev/null || missing+=(nodejs npm)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "tests: ${missing[*]} not found and not installed (not root, or no apt-get)"
  exit 0
fi
apt-get update -qq
# RUNLEVEL: nothing that comes with a service starts it.
RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
