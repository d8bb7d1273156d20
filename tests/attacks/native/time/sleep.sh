echo before
sleep 1000
