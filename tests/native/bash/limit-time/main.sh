echo begin
if [ $# -gt 0 ]; then
    (while :; do :; done) &
    (while :; do :; done) &
    wait
fi
while :; do :; done
