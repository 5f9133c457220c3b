#!/bin/sh
# Outlives its starter by a moment: standard input closes when the starter dies, however it dies, and then the process
# groups recorded in the folder (one file each, named by pid) are ended.
trap '' INT TERM HUP
cat > /dev/null
for file in "$1"/[0-9]*; do
  [ -e "$file" ] && kill -9 "-${file##*/}" 2> /dev/null
done
rm -rf "$1"
