#!/usr/bin/env bash
# Takes a backup of the store of a hub that may be running, and lets old backups go.
#   HUB_STORE      sqlite or postgres                                sqlite
#   HUB_BIN        the executable (sqlite)                           /opt/hub/current/hub
#   HUB_DATA       its data folder (sqlite)                          /var/lib/hub
#   HUB_SCHEMA     schema of the hub (postgres)                      hub
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSFILE: the server (postgres); a password never stands on a command line
#   HUB_BACKUPS    where backups lie                                 /var/backups/hub
#   HUB_KEEP       newest backups that are kept whatever their age   28
#   HUB_KEEP_DAYS  days of which the last backup is kept             31
#   HUB_KEEP_MONTHS months of which the last backup is kept          12
#   HUB_AFTER      command that gets the new file's path, such as one that brings it to another machine; optional
set -euo pipefail
umask 077

hub=${HUB_BIN:-/opt/hub/current/hub}
data=${HUB_DATA:-/var/lib/hub}
folder=${HUB_BACKUPS:-/var/backups/hub}
keep=${HUB_KEEP:-28}
days=${HUB_KEEP_DAYS:-31}
months=${HUB_KEEP_MONTHS:-12}

mkdir -p "$folder"
exec 9>"$folder/.lock"
flock -n 9 || { echo "backup.sh: đang có một lần sao lưu khác / another backup is running" >&2; exit 75; }

stamp=$(date -u +%Y%m%dT%H%M%SZ)
case ${HUB_STORE:-sqlite} in
  sqlite)
    kind=db
    file="$folder/hub-$stamp.$kind"
    "$hub" backup "$file" --data "$data"
    ;;
  postgres)
    kind=dump
    file="$folder/hub-$stamp.$kind"
    trap 'rm -f -- "$file.part" "$file.sha256.part"' EXIT
    pg_dump --format=custom --no-owner --schema="${HUB_SCHEMA:-hub}" --file="$file.part"
    pg_restore --list "$file.part" >/dev/null
    sync "$file.part"
    sum=$(sha256sum "$file.part")
    echo "${sum%% *}  $(basename "$file")" >"$file.sha256.part"
    mv "$file.sha256.part" "$file.sha256"
    mv "$file.part" "$file"
    sync "$folder"
    ;;
  *)
    echo "backup.sh: HUB_STORE: sqlite | postgres" >&2
    exit 64
    ;;
esac
(cd "$folder" && sha256sum --check --quiet "$(basename "$file").sha256")
if [ -n "${HUB_AFTER:-}" ]; then
  "$HUB_AFTER" "$file"
fi

# Only after a backup that is whole: a hub whose backups fail must not lose the ones it has.
declare -A seen_days=() seen_months=()
count=0
while IFS= read -r old; do
  name=$(basename "$old" ".$kind")
  day=${name:4:8}
  month=${name:4:6}
  wanted=
  count=$((count + 1))
  if [ "$count" -le "$keep" ]; then wanted=1; fi
  if [ -z "${seen_days[$day]:-}" ] && [ "${#seen_days[@]}" -lt "$days" ]; then seen_days[$day]=1; wanted=1; fi
  if [ -z "${seen_months[$month]:-}" ] && [ "${#seen_months[@]}" -lt "$months" ]; then seen_months[$month]=1; wanted=1; fi
  if [ -z "$wanted" ]; then rm -f -- "$old" "$old.sha256"; fi
done < <(find "$folder" -maxdepth 1 -name "hub-????????T??????Z.$kind" | sort -r)
