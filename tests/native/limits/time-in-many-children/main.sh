echo begin
while :; do
    (for ((turn = 0; turn < 2000; turn++)); do :; done)
done
