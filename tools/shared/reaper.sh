#!/bin/sh
# Outlives its starter by a moment: standard input closes when the starter dies, however it dies, and then the process
# groups recorded in the folder (one file each, named by pid, with its birth in it) are ended. A pid that lives with
# another birth has gone to a stranger.
trap '' INT TERM HUP
cat > /dev/null
for file in "$1"/[0-9]*; do
  [ -e "$file" ] || continue
  pid=${file##*/}
  born=
  [ -r "/proc/$pid/stat" ] && born=$(sed 's/^.*) //' "/proc/$pid/stat" 2> /dev/null | cut -d ' ' -f 20)
  [ -z "$born" ] || [ "$born" = "$(cat "$file")" ] || continue
  kill -9 "-$pid" 2> /dev/null
done
rm -rf "$1"
