#!/usr/bin/env bash
# The services that tests need: PostgreSQL 15 and NATS, on free loopback ports, in a folder of their own.
#
#   scripts/services.sh start FOLDER   starts both and writes FOLDER/env (lines to source)
#   scripts/services.sh env FOLDER     prints the file again
#   scripts/services.sh stop FOLDER    stops what start began, by process id, and removes the folder
#
# Nothing that already runs on the machine is used or touched. Missing programs are installed with apt when root.
set -euo pipefail

usage() { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
[ $# -eq 2 ] || usage
verb=$1
mkdir -p "$(dirname "$2")"
dir=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")

find_pg() {
  for bin in /usr/lib/postgresql/15/bin /usr/lib/postgresql/*/bin; do
    [ -x "$bin/initdb" ] && { echo "$bin"; return; }
  done
  command -v initdb >/dev/null 2>&1 && dirname "$(command -v initdb)"
}

install_missing() {
  local packages=()
  [ -n "$(find_pg || true)" ] || packages+=(postgresql)
  command -v nats-server >/dev/null 2>&1 || packages+=(nats-server)
  [ ${#packages[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    echo "services: missing ${packages[*]}; install them (Debian: apt-get install ${packages[*]})" >&2
    exit 1
  fi
  echo "services: installing ${packages[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  # The cluster that the package would create and start is not ours to need.
  if [ ! -e /etc/postgresql-common/createcluster.conf ] && [[ " ${packages[*]} " == *" postgresql "* ]]; then
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
  fi
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
}

free_port() {
  local port
  for _ in $(seq 200); do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo "services: no free port" >&2
  exit 1
}

# PostgreSQL refuses to run as root.
owner=(env)
[ "$(id -u)" -eq 0 ] && owner=(setpriv --reuid=postgres --regid=postgres --clear-groups --)

start() {
  if [ -e "$dir/env" ]; then
    echo "services: $dir is in use already; stop it first" >&2
    exit 1
  fi
  install_missing
  local pg port nats_port durable=off
  pg=$(find_pg)
  mkdir -p "$dir"
  [ "$(id -u)" -eq 0 ] && chown postgres "$dir"
  chmod 755 "$dir"
  "${owner[@]}" "$pg/initdb" -D "$dir/pg" -U yingke --auth=trust -E UTF8 --locale=C.UTF-8 >"$dir.initdb.log" 2>&1 ||
    { cat "$dir.initdb.log" >&2; exit 1; }
  rm -f "$dir.initdb.log"
  # Tests of behaviour need no disk that survives a power cut; the crash test and the bench ask for one.
  [ "${YINGKE_TEST_DURABLE:-}" = 1 ] && durable=on
  port=$(free_port)
  local postgres=("$pg/postgres" -D "$dir/pg" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$dir/pg"
    -c fsync=$durable -c synchronous_commit=$durable -c full_page_writes=$durable -c max_connections=400
    -c shared_buffers=256MB -c logging_collector=off)
  (cd /; exec setsid "${owner[@]}" "${postgres[@]}" >"$dir/pg.log" 2>&1 </dev/null) &
  echo $! >"$dir/pg.pid"
  nats_port=$(free_port)
  (cd /; exec setsid nats-server -a 127.0.0.1 -p "$nats_port" >"$dir/nats.log" 2>&1 </dev/null) &
  echo $! >"$dir/nats.pid"
  for _ in $(seq 150); do
    if "$pg/psql" -h 127.0.0.1 -p "$port" -U yingke -d postgres -qAtc 'SELECT 1' >/dev/null 2>&1 &&
      (exec 3<>"/dev/tcp/127.0.0.1/$nats_port") 2>/dev/null; then
      {
        echo "export YINGKE_TEST_POSTGRES=postgres://yingke@127.0.0.1:$port"
        echo "export YINGKE_TEST_NATS=nats://127.0.0.1:$nats_port"
      } >"$dir/env"
      cat "$dir/env"
      return
    fi
    sleep 0.1
  done
  echo "services: PostgreSQL or NATS did not come up" >&2
  tail -n 20 "$dir/pg.log" "$dir/nats.log" >&2
  stop
  exit 1
}

stop() {
  local pid
  for name in pg nats; do
    [ -e "$dir/$name.pid" ] || continue
    pid=$(cat "$dir/$name.pid")
    # A fast shutdown for PostgreSQL, an ordinary one for NATS.
    kill -INT "$pid" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  done
  rm -rf "$dir"
}

case $verb in
  start) start ;;
  stop) stop ;;
  env) cat "$dir/env" ;;
  *) usage ;;
esac
