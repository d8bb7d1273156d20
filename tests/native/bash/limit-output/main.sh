while :; do echo "and on and on"; done
