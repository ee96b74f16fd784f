#!/usr/bin/env bash
# Puts a new release of the hub in place, and the old one back when the new one does not become ready.
#   upgrade.sh FOLDER      a published folder; it is taken as it is, best below /opt/hub/releases
#   HUB_ROOT     where the link "current" lies                       /opt/hub
#   HUB_DATA     the data folder                                     /var/lib/hub
#   HUB_BACKUPS  where backups lie                                   /var/backups/hub
#   HUB_URL      where the hub listens                               http://127.0.0.1:5080
#   HUB_WAIT     seconds that a hub may take to become ready         120
#   HUB_AS       prefix of commands on the store                     "runuser -u hub --" when root
#   HUB_STORE    sqlite or postgres                                  sqlite
#   HUB_OWNER_ENV  (postgres) file with the settings of the schema's owner: HUB__Postgres__ConnectionString, HUB__Postgres__AppRole;
#                and PG… for backup.sh; root's alone                 /etc/hub/owner.env
#   HUB_SCRIPTS  (postgres) where backup.sh lies                     beside this script
#   HUB_STOP, HUB_START  how the service is stopped and started      systemctl stop hub, systemctl start hub
# With PostgreSQL every hub on the schema must be stopped by HUB_STOP and started by HUB_START: the schema is changed first, by its owner, then hubs
# of the new release start. What a dump would bring back is not restored by this script, for a restore loses what other hubs have taken in: see below.
# Ends with 0 when the new release serves, 1 when the old one was put back, 2 when neither serves and a person is needed.
set -euo pipefail
umask 077

root=${HUB_ROOT:-/opt/hub}
data=${HUB_DATA:-/var/lib/hub}
backups=${HUB_BACKUPS:-/var/backups/hub}
url=${HUB_URL:-http://127.0.0.1:5080}
wait=${HUB_WAIT:-120}
stop=${HUB_STOP:-systemctl stop hub}
start=${HUB_START:-systemctl start hub}
if [ -z "${HUB_AS+x}" ] && [ "$(id -u)" = 0 ]; then HUB_AS="runuser -u hub --"; fi
as=${HUB_AS:-}

store=${HUB_STORE:-sqlite}
owner=${HUB_OWNER_ENV:-/etc/hub/owner.env}
scripts=${HUB_SCRIPTS:-$(cd "$(dirname "$0")" && pwd)}

say() { echo "upgrade.sh: $*" >&2; }

[ $# -eq 1 ] && [ -x "$1/hub" ] || { say "cần thư mục có tệp hub chạy được / give a folder with an executable hub"; exit 64; }
new=$(cd "$1" && pwd)
old=$(readlink -f "$root/current" || true)
[ -n "$old" ] && [ -x "$old/hub" ] || { say "$root/current không trỏ tới bản đang dùng / names no release in use"; exit 64; }
[ "$(readlink -f "$new")" != "$old" ] || { say "bản này đang được dùng / this release is in use already"; exit 0; }
"$new/hub" --help >/dev/null || { say "bản mới không chạy được trên máy này / the new release does not run on this machine"; exit 64; }

case $store in
  sqlite) ;;
  postgres)
    [ -r "$owner" ] || { say "không đọc được $owner (kết nối của chủ sở hữu lược đồ) / cannot read $owner (the connection of the schema's owner)"; exit 64; }
    [ -x "$scripts/backup.sh" ] || { say "không có $scripts/backup.sh / there is no $scripts/backup.sh"; exit 64; }
    ;;
  *) say "HUB_STORE: sqlite | postgres"; exit 64 ;;
esac

# Runs a command with the owner's settings, in an environment that ends with it: no running hub ever has them.
as_owner() ( set -a; . "$owner"; set +a; export HUB__Store=postgres HUB__Postgres__Migrate=true; "$@" )

# A link is swapped by renaming another over it: there is no moment without one.
point() { ln -sfn "$1" "$root/current.new" && mv -T "$root/current.new" "$root/current"; }

is_ready() {
  local end=$((SECONDS + wait))
  while [ "$SECONDS" -lt "$end" ]; do
    if curl --noproxy '*' -fsS -o /dev/null --max-time 5 "$url/health/ready" 2>/dev/null; then return 0; fi
    sleep 1
  done
  return 1
}

$stop

# Taken after the stop, so that it holds everything the old release has accepted.
file="$backups/before-upgrade-$(date -u +%Y%m%dT%H%M%SZ).db"
back_up() {
  if [ "$store" = sqlite ]; then
    $as "$old/hub" backup "$file" --data "$data"
  else
    file="$backups (hub-*.dump)"
    as_owner env HUB_STORE=postgres HUB_BACKUPS="$backups" "$scripts/backup.sh"
  fi
}

if ! back_up; then
  say "không sao lưu được, giữ nguyên bản cũ / no backup, so nothing was changed"
  $start
  is_ready || exit 2
  exit 1
fi

# The new release's own migrations and grants, before any hub of it starts: those run with Migrate=false and only check.
if [ "$store" = postgres ] && ! as_owner $as "$new/hub" lanes --data "$data" >/dev/null; then
  say "không nâng cấp được lược đồ, giữ nguyên bản cũ / the schema could not be upgraded, the old release stays"
  $start
  is_ready || exit 2
  exit 1
fi

point "$new"
if $start && is_ready; then
  say "bản mới đang phục vụ / the new release serves; backup: $file"
  exit 0
fi

say "bản mới không sẵn sàng trong $wait giây, trả lại bản cũ / the new release did not become ready, the old one is put back"
$stop || true
point "$old"

if [ "$store" = postgres ]; then
  if $start && is_ready; then exit 1; fi
  say "bản cũ không chạy được trên lược đồ mới: khôi phục bản sao lưu mới nhất trong $backups theo infra/postgres/README.md / the old release cannot serve the new schema: restore the newest dump in $backups as infra/postgres/README.md says"
  exit 2
fi

# The new release may have changed the store in a way that the old one cannot read; only then is the backup needed.
if ! $as "$old/hub" lanes --data "$data" >/dev/null 2>&1; then
  say "kho đã được nâng cấp, khôi phục $file; kho của bản mới giữ ở hub.db.replaced / the store had been upgraded and is restored; post events of the last minutes again"
  $as "$old/hub" restore "$file" --data "$data" --force || exit 2
fi

$start || exit 2
is_ready || exit 2
exit 1
