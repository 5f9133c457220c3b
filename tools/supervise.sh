#!/bin/sh
# usage: supervise.sh NAME PROGRAM [ARGUMENT…]
# Keeps a program running as a kubelet keeps a container: starts it again when it ends by itself, after 0.5 s and up to
# 5 s while it keeps dying young. Asked to stop, it passes that on, waits for the program and ends.
name=$1
shift
pids=.mercato/run/pids
command=.mercato/run/commands/$name
mkdir -p "$pids" .mercato/run/commands .mercato/logs
# Whoever kills a program by its command line (pkill -f) must not hit its supervisor, so that keeps the command in a file.
if [ $# -gt 0 ]; then
  printf '%s\n' "$@" > "$command"
  exec sh "$0" "$name"
fi
while IFS= read -r argument; do set -- "$@" "$argument"; done < "$command"
exec >> ".mercato/logs/$name.log" 2>&1
echo $$ > "$pids/$name.supervisor"

child=
pause=
stopping=
stop() {
  stopping=yes
  [ -z "$child" ] || kill -TERM "$child" 2> /dev/null
  [ -z "$pause" ] || kill "$pause" 2> /dev/null
}
trap stop TERM INT

deaths=0
while [ -z "$stopping" ]; do
  started=$(date +%s)
  "$@" &
  child=$!
  echo "$child" > "$pids/$name"
  [ -z "$stopping" ] || kill -TERM "$child"
  wait "$child"
  status=$?
  # A signal ends `wait` before the program has ended.
  while kill -0 "$child" 2> /dev/null; do wait "$child"; done
  child=
  [ -z "$stopping" ] || break
  [ $(($(date +%s) - started)) -lt 10 ] || deaths=0
  case $deaths in 0) delay=0.5 ;; 1) delay=1 ;; 2) delay=2 ;; *) delay=5 ;; esac
  deaths=$((deaths + 1))
  echo "supervise: $name ended with status $status; starting it again in $delay s"
  sleep "$delay" &
  pause=$!
  wait "$pause"
  pause=
done
rm -f "$pids/$name" "$pids/$name.supervisor"
