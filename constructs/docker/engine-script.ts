/**
 * The two programs that Terraform's `local-exec` runs beside `terraform apply`. They speak to the declared
 * engine through the docker command line, which knows every kind of address; where that is not installed,
 * through curl for `unix://` and `tcp://` without TLS.
 */

const ENGINE = `
set -u
fail() { echo "app-proxy: $1" >&2; exit 1; }
if command -v docker >/dev/null 2>&1; then
  cli=1
else
  cli=
  command -v curl >/dev/null 2>&1 || fail 'neither docker nor curl is on the PATH: install one of them where terraform runs'
  case $ENGINE in
    unix://* | tcp://*) ;;
    *) fail "an engine at '$ENGINE' needs the docker command line where terraform runs" ;;
  esac
fi
api() {
  method=$1 path=$2
  shift 2
  case $ENGINE in
    unix://*) curl --silent --show-error --fail --request "$method" --unix-socket "\${ENGINE#unix://}" "http://docker$path" "$@" ;;
    *) curl --silent --show-error --fail --request "$method" "http://\${ENGINE#tcp://}$path" "$@" ;;
  esac
}
`;

/**
 * Succeeds once the container CONTAINER of the engine ENGINE is healthy, fails after TIMEOUT seconds and
 * says what the last health check said.
 */
export const GATE_SCRIPT = `${ENGINE}
health() {
  if [ -n "$cli" ]; then
    docker --host "$ENGINE" container inspect --format '{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}' "$CONTAINER"
  else
    inspected=$(api GET "/containers/$CONTAINER/json") || return 1
    printf '%s' "$inspected" | sed -n 's/.*"Health":{"Status":"\\([a-z]*\\)".*/\\1/p'
  fi
}
left=$TIMEOUT
while :; do
  status=$(health) || fail "cannot inspect container $CONTAINER"
  [ "$status" != healthy ] || exit 0
  [ "$left" -gt 0 ] || break
  left=$((left - 1))
  sleep 1
done
if [ -n "$cli" ]; then
  docker --host "$ENGINE" container inspect --format '{{.Name}}: {{.State.Status}}{{if .State.Health}}{{range .State.Health.Log}}; {{.Output}}{{end}}{{end}}' "$CONTAINER" >&2
  docker --host "$ENGINE" container logs --tail 10 "$CONTAINER" >&2
fi
fail "container $CONTAINER is not in service after $TIMEOUT s: it is '$status'. The machine that it replaces keeps running; correct the cause and apply again"
`.trimStart();

/**
 * Runs the program of IMAGE once with ARGUMENTS, the volume VOLUME at TARGET and APP_PROXY_DOCUMENTS in its
 * environment, without network or rights, and ends as it ends.
 */
export const PUBLISH_SCRIPT = `${ENGINE}
if [ -n "$cli" ]; then
  exec docker --host "$ENGINE" run --rm --pull never --network none --read-only --cap-drop ALL \\
    --security-opt no-new-privileges --user "$RUN_AS" --memory 128m --memory-swap 128m \\
    --mount "type=volume,source=$VOLUME,target=$TARGET" --env APP_PROXY_DOCUMENTS \\
    --entrypoint "$PROGRAM" "$IMAGE" $ARGUMENTS
fi
command=
for argument in $ARGUMENTS; do command="$command,\\"$argument\\""; done
id=$(printf '{"Image":"%s","User":"%s","Entrypoint":["%s"],"Cmd":[%s],"Tty":true,"Env":["APP_PROXY_DOCUMENTS=%s"],"HostConfig":{"NetworkMode":"none","ReadonlyRootfs":true,"CapDrop":["ALL"],"SecurityOpt":["no-new-privileges"],"Memory":134217728,"MemorySwap":134217728,"Mounts":[{"Type":"volume","Source":"%s","Target":"%s"}]}}' \\
  "$IMAGE" "$RUN_AS" "$PROGRAM" "\${command#,}" "$APP_PROXY_DOCUMENTS" "$VOLUME" "$TARGET" |
  api POST /containers/create --header 'Content-Type: application/json' --data-binary @- |
  sed -n 's/.*"Id":"\\([0-9a-f]*\\)".*/\\1/p')
[ -n "$id" ] || fail 'cannot create the container that publishes the configuration'
trap 'api DELETE "/containers/$id?force=true" >/dev/null' EXIT
api POST "/containers/$id/start" || fail 'cannot start the container that publishes the configuration'
code=$(api POST "/containers/$id/wait" | sed -n 's/.*"StatusCode":\\([0-9]*\\).*/\\1/p')
api GET "/containers/$id/logs?stdout=true&stderr=true"
exit "\${code:-1}"
`.trimStart();
