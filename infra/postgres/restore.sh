#!/usr/bin/env bash
# Restores a dump of backup.sh into the database that PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSFILE name, as the owner of the schema.
#   restore.sh FILE [--force]
#   HUB_SCHEMA   schema of the hub   hub
# A schema that is there stays as it is, unless --force: then it is kept under another name. Nothing is touched while others are connected.
set -euo pipefail

schema=${HUB_SCHEMA:-hub}
file=${1:-}
force=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
say() { echo "restore.sh: $*" >&2; }
sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

[ -f "$file" ] || { say "cần một tệp sao lưu / give a backup file"; exit 64; }
[[ $schema =~ ^[a-z_][a-z0-9_]{0,40}$ ]] || { say "HUB_SCHEMA: $schema"; exit 64; }
if [ -f "$file.sha256" ]; then
  (cd "$(dirname "$file")" && sha256sum --check --quiet "$(basename "$file").sha256") || { say "tệp không khớp .sha256 / the file differs from its .sha256"; exit 1; }
fi
pg_restore --list "$file" >/dev/null || { say "không phải bản sao lưu / it is no backup"; exit 1; }

others=$(sql -c "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
if [ "$others" -gt 0 ]; then
  say "$others kết nối khác đang dùng cơ sở dữ liệu: dừng mọi hub / other connections use the database: stop every hub"
  exit 69
fi

kept=
if [ -n "$(sql -c "SELECT 1 FROM pg_namespace WHERE nspname = '$schema'")" ]; then
  if [ "$force" != --force ]; then
    say "lược đồ $schema đã có; thêm --force để thay / the schema $schema exists; add --force to replace it"
    exit 64
  fi
  kept="${schema}_before_$(date -u +%Y%m%d%H%M%S)"
  sql -c "ALTER SCHEMA $schema RENAME TO $kept"
fi

if ! pg_restore --single-transaction --exit-on-error --no-owner --dbname="${PGDATABASE:?}" "$file" \
  || ! sql -v schema="$schema" -v actor="cli:$(id -un)" -v file="$(basename "$file")" -f "$here/after-restore.sql" >/dev/null; then
  say "không khôi phục được / the restore failed"
  sql -c "DROP SCHEMA IF EXISTS $schema CASCADE"
  if [ -n "$kept" ]; then sql -c "ALTER SCHEMA $kept RENAME TO $schema"; fi
  exit 1
fi

sql -c "ANALYZE"
say "xong; ${kept:+lược đồ cũ: $kept; }tiếp theo: infra/runbooks/restore.md / done${kept:+, the former schema is $kept}; next: infra/runbooks/restore.md"
