/** Seconds after which the script gives up and systemd starts it anew; rights of a new identity take minutes to spread. */
const FETCH_SECONDS = 3600;
/** Longest pause in seconds between two attempts; the first is 2 and each is twice the one before. */
const LONGEST_PAUSE_SECONDS = 30;

/** Where the script is on a machine. */
export const FETCH_SCRIPT_PATH = '/usr/local/lib/app-proxy/fetch';

/**
 * Installs the runtime at the first boot: fetches it with the machine's identity, holds it against its digest and makes it
 * the current one. It needs bash, curl, sha256sum and python3, which Ubuntu images have. Settings come from the
 * environment; `IMDS_URL`, `INSTALL_PREFIX`, `FETCH_SECONDS` and `LONGEST_PAUSE` are there for trying it elsewhere.
 *
 * Tokens and passwords pass through files that only root reads, never through a command line.
 */
export const FETCH_SCRIPT = `#!/bin/bash
set -uo pipefail
umask 022
imds="\${IMDS_URL:-http://169.254.169.254}/metadata/identity/oauth2/token"
home="\${INSTALL_PREFIX:-}/opt/app-proxy"
bin="\${INSTALL_PREFIX:-}/usr/local/bin"
longest="\${LONGEST_PAUSE:-${LONGEST_PAUSE_SECONDS}}"
deadline=$((SECONDS + \${FETCH_SECONDS:-${FETCH_SECONDS}}))

log() { printf 'app-proxy-fetch: %s\\n' "$*" >&2; }

installed() { (cd "$home/current" 2>/dev/null && sha256sum --check --status sha256); }

field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

# authorize AUDIENCE IDENTITY FILE: an access token, as a header line in FILE
authorize() {
  curl --silent --show-error --fail --noproxy '*' --connect-timeout 5 --max-time 30 --output "$work/token" \\
    --get --header 'Metadata: true' --data-urlencode api-version=2018-02-01 \\
    --data-urlencode "resource=$1" --data-urlencode "msi_res_id=$2" "$imds" || return 1
  printf 'Authorization: Bearer %s\\n' "$(field access_token <"$work/token")" >"$3"
}

# proxy: how curl goes through the outbound proxy, in $work/curl
proxy() {
  local user=''
  : >"$work/curl"
  [ -n "\${PROXY_URL:-}" ] || return 0
  printf 'proxy = "%s"\\n' "$PROXY_URL" >"$work/curl"
  if [ -n "\${PROXY_SECRET_URL:-}" ]; then
    authorize "$VAULT_AUDIENCE" "$VAULT_IDENTITY" "$work/header" || return 1
    curl --silent --show-error --fail --noproxy '*' --connect-timeout 10 --max-time 60 --output "$work/secret" \\
      --header "@$work/header" "$PROXY_SECRET_URL?api-version=7.4" || return 1
    user=$(field value <"$work/secret") || return 1
  elif [ -n "\${PROXY_SECRET_FILE:-}" ]; then
    user=$(cat -- "$PROXY_SECRET_FILE") || return 1
  fi
  [ -n "$user" ] || return 0
  user=\${user//\\\\/\\\\\\\\}
  printf 'proxy-user = "%s"\\n' "\${user//\\"/\\\\\\"}" >>"$work/curl"
}

fetch() {
  proxy && authorize https://storage.azure.com/ "$ARTIFACT_IDENTITY" "$work/header" || return 1
  curl --silent --show-error --fail --config "$work/curl" --connect-timeout 10 --speed-limit 1024 --speed-time 60 \\
    --header "@$work/header" --header 'x-ms-version: 2021-08-06' --output "$work/app-proxy" "$ARTIFACT_URL" || return 1
  printf '%s  %s\\n' "$ARTIFACT_SHA256" "$work/app-proxy" | sha256sum --check --status && return 0
  log "the program has the digest $(sha256sum <"$work/app-proxy" | cut -c 1-64), expected $ARTIFACT_SHA256"
  return 1
}

install_release() {
  local release="$home/releases/$ARTIFACT_SHA256"
  mkdir -p "$release" "$bin" && chmod 0755 "$home" "$home/releases" "$release" "$work/app-proxy" &&
    mv -f "$work/app-proxy" "$release/app-proxy" &&
    printf '%s  app-proxy\\n' "$ARTIFACT_SHA256" >"$release/sha256" &&
    ln -sfn "releases/$ARTIFACT_SHA256" "$work/current" && mv -fT "$work/current" "$home/current" &&
    ln -sfn /opt/app-proxy/current/app-proxy "$work/link" && mv -fT "$work/link" "$bin/app-proxy"
}

installed && exit 0
mkdir -p "$home/releases"
work=$(mktemp -d "$home/.fetch.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
pause=2
until fetch; do
  if [ $((SECONDS + pause)) -ge "$deadline" ]; then
    log 'giving up'
    exit 1
  fi
  if [ "$pause" -gt "$longest" ]; then pause=$longest; fi
  log "next attempt in $pause s"
  sleep "$pause"
  pause=$((pause * 2))
done
install_release || exit 1
log "installed $ARTIFACT_SHA256"
`;
