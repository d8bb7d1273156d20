#!/bin/sh
# Assembles each source and links them:
#     compile.sh ARTIFACT FLAG... -- SOURCE...
# The flags that may be chosen hold no blanks that matter, and no file's name.
set -u
artifact=$1
shift

flags=/tmp/flags
: >"$flags"
while [ "$1" != -- ]; do
    printf '%s\n' "$1" >>"$flags"
    shift
done
shift

mkdir -p /tmp/objects
at=0
for source; do
    at=$((at + 1))
    nasm -f elf64 -@ "$flags" -o "/tmp/objects/$at.o" "$source" || exit 1
done

# A program that starts by itself and calls nobody needs no C library.
if nm /tmp/objects/*.o | grep -q ' T _start$'; then
    if nm -u /tmp/objects/*.o | grep -q ' U ' && ! ld -o "$artifact" /tmp/objects/*.o 2>/dev/null; then
        exec gcc -no-pie -nostartfiles -o "$artifact" /tmp/objects/*.o
    fi
    exec ld -o "$artifact" /tmp/objects/*.o
fi
exec gcc -no-pie -z noexecstack -o "$artifact" /tmp/objects/*.o -lm
