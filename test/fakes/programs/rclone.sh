#!/bin/sh
# As much of rclone as the examples use, on folders instead of buckets. BUCKETS: where they are, one per host.
set -e
end() {
  echo "$1" >&2
  exit "$2"
}
if [ -z "$RCLONE_S3_ACCESS_KEY_ID" ] || [ -z "$RCLONE_S3_SECRET_ACCESS_KEY" ]; then end SignatureDoesNotMatch 1; fi
host=${RCLONE_S3_ENDPOINT#https://}
host=${host%%/*}
at() {
  case $1 in
    :s3:*) echo "$BUCKETS/$host/${1#:s3:}" ;;
    *) echo "$1" ;;
  esac
}
from=$(at "$2")
to=$(at "$3")
case $1 in
  cat)
    if [ ! -d "${from%/*}" ]; then end 'directory not found' 3; fi
    if [ ! -f "$from" ]; then end 'object not found' 4; fi
    cat "$from"
    ;;
  rcat)
    mkdir -p "${from%/*}"
    cat >"$from"
    ;;
  copy | sync)
    if [ ! -d "$from" ]; then end 'directory not found' 3; fi
    if [ "$1" = sync ]; then rm -rf "$to"; fi
    mkdir -p "$to"
    cp -R "$from/." "$to"
    ;;
  *) end "unknown command $1" 1 ;;
esac
