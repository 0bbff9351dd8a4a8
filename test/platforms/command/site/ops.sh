#!/bin/sh
# A team's own way to run releases, as small as it can be: one file per release with revision, rollout and weight.
set -eu
state=${SITE_STATE:?}
verb=$1
[ ! -e "$state/down" ] || exit 75
[ -d "$state/releases" ] || exit 66
cd "$state/releases"

json() { # id: the release as JSON
  read -r revision rollout weight <"$1"
  by=\"$rollout\"
  [ "$rollout" != - ] || by=null
  printf '{"id":"%s","revision":"%s","rollout":%s}' "$1" "$revision" "$by"
}
weigh() { # id weight
  read -r revision rollout old <"$1"
  printf '%s %s %s\n' "$revision" "$rollout" "$2" >"../.next"
  mv ../.next "$1"
}
known() { [ -e "$1" ] || { echo "there is no release $1" >&2; exit 64; }; }

case $verb in
current)
  comma=
  printf '{"weights":['
  for id in *; do
    [ -e "$id" ] || continue
    read -r revision rollout weight <"$id"
    printf '%s{"release":%s,"weight":%s}' "$comma" "$(json "$id")" "$weight"
    comma=,
  done
  printf ']}\n'
  ;;
deploy)
  for id in *; do
    [ -e "$id" ] || continue
    read -r revision rollout weight <"$id"
    if [ "$rollout" = "$3" ]; then json "$id"; exit 0; fi
  done
  count=$(cat ../count 2>/dev/null || echo 0)
  count=$((count + 1))
  echo "$count" >../count
  printf '%s %s 0\n' "$2" "$3" >"site-$count"
  echo "built $2 with $(printenv TEAM_TOKEN | wc -c) bytes of token" >&2
  json "site-$count"
  ;;
set-weight)
  known "$2"
  [ -z "$3" ] || known "$3"
  for id in *; do weigh "$id" 0; done
  [ -z "$3" ] || weigh "$3" "$(awk "BEGIN { print 100 - $4 }")"
  weigh "$2" "$4"
  ;;
rollback)
  known "$2"
  for id in *; do weigh "$id" 0; done
  weigh "$2" 100
  ;;
can-roll-back)
  if [ -e "$2" ]; then printf '{"possible":true}'
  else printf '{"possible":false,"reason":"release %s is not there any more"}' "$2"; fi
  ;;
address)
  known "$2"
  printf '{"url":"https://%s.site.example/"}' "$2"
  ;;
esac
