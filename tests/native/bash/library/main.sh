words=(a b c)
declare -A map=([x]=1 [y]=2)
keys=$(printf '%s\n' "${!map[@]}" | sort | tr '\n' ' ')
echo "${#words[@]} ${words[1]}|${words[-1]} keys ${keys% }"
printf '%d %d %x %d\n' $((2 ** 10)) $((15 / 2)) 255 $((16#ff))
path=/a/b/hello.txt
name=${path##*/}
text=hello
echo "${text^^} $name ${name#*.} ${path%/*} ${#text} ${text/ll/LL}"
if [[ "abc-2024" =~ ^([a-z]+)-([0-9]+)$ ]]; then
    echo "${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"
fi
factorial() {
    if (($1 < 2)); then echo 1; else echo $(($1 * $(factorial $(($1 - 1))))); fi
}
factorial 5
cat <<END
A here document with $((6 * 7))
END
seq 1 3 | paste -sd, -
printf 'apple\npear\napple\n' | sort | uniq -c | sort -rn | awk '{print $1, $2}'
diff <(printf 'a\nb c\n') <(printf 'a\n') | sed -n 's/^< //p'
awk 'BEGIN { printf "%.4f\n", 10 / 3 }'
printf 'x\nx\nx\nx\n' | uniq -c | sed 's/^ *\([0-9]*\)/  \1/'
for key in x y; do printf '%s=%s ' "$key" "${map[$key]}"; done | sed 's/ $/\n/'
date -u -d '2024-02-28 + 1 day' +%F
