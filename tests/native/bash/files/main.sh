awk '{ sum += $1 } END { print sum }' data/numbers.txt
. ./lib.sh
greet
./tool a b
mkdir sub && printf 'first\nsecond\n' >sub/out.txt
echo $(cat sub/out.txt)
temporary=$(mktemp) && rm "$temporary"
[ -e /home ] || echo "no /home"
(: >/usr/x) 2>/dev/null || echo read-only
pwd
echo "$0"
