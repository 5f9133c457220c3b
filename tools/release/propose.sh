#!/usr/bin/env bash
# Brings what lies changed in the folder to main by a pull request, as protected branches want it, and waits for its merge.
# Writes `commit=<merge commit>` for the step that follows; nothing, if nothing has changed.
set -euo pipefail
branch=$1
title=$2

git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
git add k8s/gitops
if git diff --cached --quiet; then
  echo 'Nothing to change.'
  exit 0
fi
git checkout -b "$branch"
git commit -m "$title"
git push --force origin "$branch"
gh pr create --base main --head "$branch" --title "$title" --body 'By the release workflow.'
gh pr merge "$branch" --squash --auto --delete-branch
for _ in $(seq 120); do
  commit=$(gh pr view "$branch" --json mergeCommit --jq '.mergeCommit.oid // empty')
  if [ -n "$commit" ]; then
    echo "commit=$commit" >> "${GITHUB_OUTPUT:-/dev/null}"
    exit 0
  fi
  sleep "${POLL_SECONDS:-10}"
done
echo "The pull request of $branch was not merged." >&2
exit 1
