echo before
case $1 in
unknown) nothing-like-it ;;
unset) set -u; echo "$nothing" ;;
fails) set -e; ls /nothing; echo after ;;
syntax) bash -c 'if )' ;;
esac
