#!/bin/sh
# Judges a ScaiKey deployment, puts the reports into a folder, and says what the exit status means.
#
#     export SCAIKEY_BASE=https://scaikey.example SCAIKEY_CLIENT_ID=my-service SCAIKEY_CLIENT_SECRET
#     judge.sh FOLDER [OPTION]...
#
# Variables and options are those of `scaikey-conformance deployment`. SCAIKEY_CONFORMANCE names that command where it
# is installed; otherwise the one of this checkout is built.
set -eu

if [ $# -eq 0 ]; then
    echo 'usage: judge.sh FOLDER [OPTION]...' >&2
    exit 2
fi
folder=$1
shift
mkdir -p -- "$folder" || exit 2

judge=${SCAIKEY_CONFORMANCE:-}
if [ -z "$judge" ]; then
    # No script of a dependency sees the secret. Cargo tells where it puts what it builds.
    judge=$(
        unset SCAIKEY_CLIENT_SECRET
        cd -- "$(dirname -- "$0")/../.."
        cargo build --quiet --locked --bin scaikey-conformance --message-format json-render-diagnostics |
            sed -n 's/.*"executable":"\([^"]*\)".*/\1/p'
    )
    [ -n "$judge" ] || exit 2
fi

status=0
"$judge" deployment --report "html=$folder/judge.html" --report "junit=$folder/judge.xml" \
    --report "json=$folder/judge.json" "$@" || status=$?

case $status in
    0) meaning='conformant: it keeps what it must, but for what is known to fail' ;;
    1) meaning="nonconformant: why stands in $folder/judge.html" ;;
    2) meaning='no verdict: a setting, an option or a file is wrong' ;;
    3) meaning='undecided: something kept a part from being judged, so judge again' ;;
    4) meaning='partial: not everything was judged that has to be' ;;
    *) meaning="no verdict: the command ended with status $status" ;;
esac
echo "$meaning" >&2
exit "$status"
