#!/bin/sh
# Plays the creation of one object of a cloud, as the create provisioner of its terraform_data.
# ORDERING_DIR (from the harness) holds what the cloud knows:
#   objects/ID      of each object that was ever asked for: its address, what it was built on, and when it would be in
#                   the state if its creation did not succeed: success (not at all), failure (unless terraform was
#                   killed), start (always)
#   finished/ID     its creation succeeded
#   absent/ID       it never came to exist
#   names/NAME      the id of the living object that claims the name
#   plans/ADDRESS   what is to happen to the next creation at the address:
#                   failed (exists, but its creation fails), refused (does not come to exist), hold (never ends)
set -u
cd "$ORDERING_DIR" || exit 1
printf '%s\n%s\n%s\n' "$ORDERING_ADDRESS" "$ORDERING_LINKS" "$ORDERING_STORED" >"objects/$ORDERING_ID"

plan=
if [ -e "plans/$ORDERING_ADDRESS" ]; then
  read -r plan <"plans/$ORDERING_ADDRESS"
fi

if [ "$plan" = refused ]; then
  : >"absent/$ORDERING_ID"
  echo "refused: $ORDERING_ADDRESS" >&2
  exit 1
fi

if [ -n "$ORDERING_NAME" ]; then
  # The harness frees a name when terraform says that the object is gone, a moment later.
  tries=40
  until (set -C && echo "$ORDERING_ID" >"names/$ORDERING_NAME") 2>/dev/null; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
      : >"absent/$ORDERING_ID"
      echo "already exists: $ORDERING_ADDRESS" >&2
      exit 1
    fi
    sleep 0.05
  done
fi

case "$plan" in
  failed)
    echo "failed: $ORDERING_ADDRESS" >&2
    exit 1
    ;;
  hold)
    echo "holding: $ORDERING_ADDRESS"
    # Until terraform is gone.
    while kill -0 "$PPID" 2>/dev/null; do sleep 0.05; done
    exit 1
    ;;
esac
sleep "$ORDERING_DELAY"
: >"finished/$ORDERING_ID"
