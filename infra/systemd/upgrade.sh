#!/usr/bin/env bash
# Puts a new release of the hub in place, and the old one back when the new one does not become ready.
#   upgrade.sh FOLDER      a published folder; it is taken as it is, best below /opt/hub/releases
#   HUB_ROOT     where the link "current" lies                       /opt/hub
#   HUB_DATA     the data folder                                     /var/lib/hub
#   HUB_BACKUPS  where backups lie                                   /var/backups/hub
#   HUB_URL      where the hub listens                               http://127.0.0.1:5080
#   HUB_WAIT     seconds that a hub may take to become ready         120
#   HUB_AS       prefix of commands on the store                     "runuser -u hub --" when root
#   HUB_STOP, HUB_START  how the service is stopped and started      systemctl stop hub, systemctl start hub
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

say() { echo "upgrade.sh: $*" >&2; }

[ $# -eq 1 ] && [ -x "$1/hub" ] || { say "cần thư mục có tệp hub chạy được / give a folder with an executable hub"; exit 64; }
new=$(cd "$1" && pwd)
old=$(readlink -f "$root/current" || true)
[ -n "$old" ] && [ -x "$old/hub" ] || { say "$root/current không trỏ tới bản đang dùng / names no release in use"; exit 64; }
[ "$(readlink -f "$new")" != "$old" ] || { say "bản này đang được dùng / this release is in use already"; exit 0; }
"$new/hub" --help >/dev/null || { say "bản mới không chạy được trên máy này / the new release does not run on this machine"; exit 64; }

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
if ! $as "$old/hub" backup "$file" --data "$data"; then
  say "không sao lưu được, giữ nguyên bản cũ / no backup, so nothing was changed"
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

# The new release may have changed the store in a way that the old one cannot read; only then is the backup needed.
if ! $as "$old/hub" lanes --data "$data" >/dev/null 2>&1; then
  say "kho đã được nâng cấp, khôi phục $file; kho của bản mới giữ ở hub.db.replaced / the store had been upgraded and is restored; post events of the last minutes again"
  $as "$old/hub" restore "$file" --data "$data" --force || exit 2
fi

$start || exit 2
is_ready || exit 2
exit 1
