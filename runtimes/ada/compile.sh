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
# The compiler can't keep a name with blanks or quotes beside a unit, and a name that looks like an option is none.
chop() {
    case $1 in
        *[!A-Za-z0-9._/-]*) gnatchop -w "./$1" /tmp/units ;;
        -*) gnatchop -r -w "./$1" /tmp/units ;;
        *) gnatchop -r -w "$1" /tmp/units ;;
    esac
}
units=$(chop "$main") || exit 1
split=0
while [ "$split" -lt "$count" ]; do
    [ "$1" = "$main" ] || chop "$1" >/dev/null || exit 1
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

cd /tmp/units && exec gnatmake -q -k -O2 "$@" "$program" -o "$artifact" -bargs -static
