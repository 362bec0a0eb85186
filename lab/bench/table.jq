# One block of figures as a table. A peer that was measured more than once has the mean, and from where to where.
def round1: . * 10 | round / 10;
def mean: add / length;
def seconds: [.[] | round1] | "\(mean | round1) s" + (if length > 1 then " [\(min)…\(max)]" else "" end);
def times($floor): if $floor then " · \(mean / $floor * 100 | round / 100) ×" else "" end;
def megabytes: . / 1e6 | if . < 10 then round1 else round end;
def of($name; $key): [.peers[] | select(.peer == $name) | .[$key] // empty];
def floor_of($name; $key): of($name; $key) | if length > 0 then mean else null end;
def names: reduce .peers[].peer as $peer ([]; if index([$peer]) then . else . + [$peer] end);

. as $block
| floor_of("raw"; "seconds") as $raw
| floor_of("raw"; "wire_bytes") as $wire
| floor_of("restart"; "downtime_seconds") as $restart
| "### \(.megabytes) MB, \(.percent) % changed, full_page_writes \(.full_page_writes)\n",
  "PGDATA \(.pgdata_bytes | megabytes) MB, on disk \(.pgdata_bytes_on_disk | megabytes) MB, of which changed \(.changed_bytes_on_disk | megabytes) MB, and \(.changed_wal_bytes_on_disk | megabytes) MB of WAL. The primary alone: \(.tps_undisturbed | round) transactions a second. Measured on \(.date), version \(.version), processor: \(.processor), on \(.host).\n",
  "| | until streaming | without answer | on the wire | written on the standby | lost by the primary |",
  "|---|---:|---:|---:|---:|---:|",
  (names[] as $name
   | ($block.peers[] | select(.peer == $name and .refusal) | "| \($name) | cannot: \(.refusal | gsub("\n"; " ") | gsub("\\|"; "\\|")) | | | | |"),
     ($block | of($name; "seconds") as $seconds | select($seconds | length > 0)
      | of($name; "downtime_seconds") as $down | of($name; "wire_bytes") as $bytes
      | "| \($name) | \(if $name == "restart" then "" else ($seconds | seconds + times($raw)) end) | \($down | seconds + times($restart)) | \(if $name == "restart" then "" else "\($bytes | mean | megabytes) MB\($bytes | times($wire))" end) | \(of($name; "written_bytes") | mean | megabytes) MB | \((1 - (of($name; "tps") | mean) / $block.tps_undisturbed) * 100 | round) % |")),
  ""
