#!/usr/bin/env bash
# Waits until Argo CD has written on the commit that the shop runs it and is healthy, then asks the shop itself.
set -euo pipefail
commit=$1
context=$2
url=$3

state=pending
for _ in $(seq 90); do
  state=$(gh api "repos/$GITHUB_REPOSITORY/commits/$commit/statuses" \
    --jq "[.[] | select(.context == \"$context\")] | first | .state // \"pending\"")
  case $state in
    success) break ;;
    failure | error)
      echo "Argo CD says $state." >&2
      exit 1
      ;;
  esac
  sleep "${POLL_SECONDS:-20}"
done
if [ "$state" != success ]; then
  echo 'Argo CD has said nothing for half an hour.' >&2
  exit 1
fi
for path in /health '/api/products?limit=1'; do
  curl --fail --silent --show-error --max-time 10 --retry 5 --retry-all-errors --output /dev/null "$url$path"
done
echo 'It is healthy.'
