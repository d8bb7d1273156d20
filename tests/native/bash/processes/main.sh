for n in 0 1 2; do
    echo $((n * n)) >"part$n" &
done
wait
echo "done $(cat part0 part1 part2 | tr '\n' ' ' | sed 's/ $//')"
(exit 7) &
wait $!
echo "job $?"
false | true | (exit 3)
echo "${PIPESTATUS[*]}"
trap 'echo signal' USR1
kill -USR1 $$
sleep 60 &
kill $!
wait $! 2>/dev/null
echo "killed $?"
coproc tr a-z A-Z
echo hi >&"${COPROC[1]}"
exec {COPROC[1]}>&-
cat <&"${COPROC[0]}"
