trap 'echo trap' EXIT
echo before
if [ $# -gt 0 ]; then
    exit "$1"
fi
false
