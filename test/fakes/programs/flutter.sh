#!/bin/sh
# `flutter build web --release --dart-define=...`: a page that knows what it was built with.
if [ "$1 $2 $3" != 'build web --release' ]; then
  echo 'Could not find a command like this' >&2
  exit 64
fi
shift 3
for flag; do
  case $flag in
    --dart-define=[A-Z]*=?*) ;;
    *) echo "Could not find an option like $flag" >&2 && exit 64 ;;
  esac
done
mkdir -p build/web
echo "<!doctype html><title>bee</title><!-- $* -->" >build/web/index.html
