for stream in 1 2; do
    (while :; do echo "and on and on"; done >&$stream) &
done
wait
