#!/bin/sh
# Splits sources into files named as their units are, as the compiler wants them, and builds the program:
#     compile.sh ARTIFACT MAIN SOURCE... -- FLAG...
# The splitter notes where each unit came from, so messages name the files and lines that were sent.
set -u
artifact=$1
main=$2
shift 2

count=0
for argument; do
    [ "$argument" = -- ] && break
    count=$((count + 1))
done

mkdir -p /tmp/units
units=$(gnatchop -r -w "$main" /tmp/units) || exit 1
split=0
while [ "$split" -lt "$count" ]; do
    [ "$1" = "$main" ] || gnatchop -q -r -w "$1" /tmp/units || exit 1
    shift
    split=$((split + 1))
done
shift

# The program is the procedure called Main, or else the last unit of the main source that is a subprogram's body.
program=
for unit in $(printf '%s\n' "$units" | sed -n 's|^  *\(/tmp/units/.*\.adb\)$|\1|p'); do
    if sed 's/--.*//' "$unit" | tr '\n\t' '  ' | tr ';' '\n' |
        sed 's/^ *//' | grep -viE '^(with|use|pragma|limited|private|generic|$)' | head -n 1 | grep -qiE '^(procedure|function) '; then
        program=$unit
        [ "$unit" = /tmp/units/main.adb ] && break
    fi
done
if [ -z "$program" ]; then
    echo "$main: error: there is no library-level procedure to run" >&2
    exit 1
fi

cd /tmp/units && exec gnatmake -q -O2 "$@" "$program" -o "$artifact" -bargs -static
