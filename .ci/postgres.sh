# Sourced by .ci/test: a PostgreSQL of our own, started by an ordinary user, deleted at the end.
# shellcheck shell=bash

find_postgres_bin() {
  local dir
  for dir in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ]; then
      echo "$dir"
      return
    fi
  done
  return 1
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
  local password
  PG_BIN=$(find_postgres_bin) || { apt_install "uji di PostgreSQL" postgresql; PG_BIN=$(find_postgres_bin); }
  PG_DIR=$(mktemp -d /tmp/jaminan-pg.XXXXXX)
  PG_PORT=$(free_port)
  password=$("$PY" -c 'import secrets; print(secrets.token_hex(16))')
  echo "$password" >"$PG_DIR/sandi"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$PG_DIR"; fi
  say "Menjalankan PostgreSQL sementara di port $PG_PORT"
  (
    cd "$PG_DIR"  # the ordinary user may not enter the project's folder
    as_postgres "$PG_BIN/initdb" -D "$PG_DIR/data" -U pengelola --pwfile="$PG_DIR/sandi" --auth=scram-sha-256 \
      -E UTF8 --locale=C.UTF-8 --no-sync >"$PG_DIR/initdb.log" 2>&1 || { cat "$PG_DIR/initdb.log" >&2; exit 1; }
    as_postgres "$PG_BIN/pg_ctl" -D "$PG_DIR/data" -w -t 60 -l "$PG_DIR/server.log" start -o "-p $PG_PORT \
      -k $PG_DIR -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
      >/dev/null || { cat "$PG_DIR/server.log" >&2; exit 1; }
    # The portal's role is no superuser, as in production: row-level security would not bind one.
    PGPASSWORD=$password "$PG_BIN/psql" -q -h 127.0.0.1 -p "$PG_PORT" -U pengelola -d postgres \
      -c "CREATE ROLE jaminan LOGIN CREATEDB PASSWORD '$password'"
  )
  export DATABASE_URL=postgres://jaminan:$password@127.0.0.1:$PG_PORT/postgres
}

stop_postgres() {
  [ -n "${PG_DIR:-}" ] || return 0
  (
    cd /
    as_postgres "$PG_BIN/pg_ctl" -D "$PG_DIR/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$PG_DIR"
  )
  unset DATABASE_URL PG_DIR
}
