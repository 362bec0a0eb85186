# One block of figures as a table.
def round1: . * 10 | round / 10;
def times($floor): if $floor > 0 then " (\(. / $floor * 100 | round / 100) ×)" else "" end;
def megabytes: . / 1e6 | if . < 10 then round1 else round end;
def of($peers; $name): [$peers[] | select(.peer == $name)] | first // {};
def loss: if .tps_before then "\((1 - .tps_during / .tps_before) * 100 | round) %" else "" end;

.peers as $peers
| of($peers; "raw") as $raw
| of($peers; "restart") as $restart
| "### \(.megabytes) MB, \(.percent) % changed, full_page_writes \(.full_page_writes)\n",
  "PGDATA \(.pgdata_bytes | megabytes) MB, on disk \(.pgdata_bytes_on_disk | megabytes) MB, of which changed \(.changed_bytes_on_disk | megabytes) MB. Measured on \(.date) at version \(.version).\n",
  "| | until streaming | without answer | on the wire | written on the standby | lost by the primary |",
  "|---|---:|---:|---:|---:|---:|",
  ($peers[]
   | if .refusal then "| \(.peer) | cannot: \(.refusal | gsub("\n"; " ") | gsub("\\|"; "\\|")) | | | | |"
     elif .peer == "restart" then "| \(.peer) | | \(.downtime_seconds | round1) s | | | |"
     else "| \(.peer) | \(.seconds | round1) s\(.seconds | times($raw.seconds // 0)) | \(.downtime_seconds | round1) s\(.downtime_seconds | times($restart.downtime_seconds // 0)) | \(.wire_bytes | megabytes) MB\(.wire_bytes | times($raw.wire_bytes // 0)) | \(.written_bytes | megabytes) MB | \(loss) |"
     end),
  ""
