# The figures of this host alone, as a table.
def milliseconds: . * 10000 | round / 10;
"## Starts, planning, memory\n",
"Natively on \(.cores) cores (\(.processor)), among stand-ins for ZFS, SSH and PostgreSQL, so that it is the program alone that is measured, with the peer's gate where a command asks it; each of \(.commands[0].runs) runs, by hyperfine; memory is the most that one process of it had resident. Measured on \(.date) at version \(.version).\n",
"| command | snapshots on either node | median | mean ± σ | from … to | memory |",
"|---|---:|---:|---:|---:|---:|",
(.commands[] | "| `\(.name)` | \(.snapshots) | \(.median | milliseconds) ms | \(.mean | milliseconds) ± \(.stddev | milliseconds) ms | \(.min | milliseconds) … \(.max | milliseconds) ms | \(.kilobytes / 1024 | round) MB |"),
""
