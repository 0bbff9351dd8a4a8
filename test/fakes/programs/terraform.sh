#!/bin/sh
# As much of Terraform as the examples use, for machines without it. STATES: where states are kept, one per database.
set -e
end() {
  echo "Error: $1" >&2
  exit 1
}
home=${1#-chdir=}
verb=$2
if [ -z "$PG_CONN_STR" ] || [ ! -f "$home/main.tf" ]; then end 'no configuration or no backend'; fi
state=$STATES/$(printf %s "$PG_CONN_STR" | tr -c 'A-Za-z0-9' _).json
if [ "$verb" != init ] && [ ! -d "$home/.terraform" ]; then end 'Backend initialization required'; fi
case $verb in
  init) mkdir -p "$home/.terraform" ;;
  output) if [ -f "$state" ]; then cat "$state"; else echo '{}'; fi ;;
  apply)
    approved=
    on=
    release=
    releases=
    for word; do
      case $word in
        -auto-approve) approved=yes ;;
        deploy_functions=*) on=${word#*=} ;;
        release=*) release=${word#*=} ;;
        releases=*) releases=$(printf %s "${word#*=}" | sed 's/["\\]/\\&/g') ;;
      esac
    done
    if [ -z "$approved" ]; then end 'nobody is here to approve'; fi
    case $on in
      true) schedules='["match-status"]' ;;
      false) schedules='[]' ;;
      *) end 'Invalid value for variable deploy_functions' ;;
    esac
    mkdir -p "$STATES"
    printf '{"release":{"value":"%s"},"releases":{"value":"%s"},"schedules":{"value":%s}}' \
      "$release" "$releases" "$schedules" >"$state"
    ;;
  *) end "Terraform has no command named \"$verb\"." ;;
esac
