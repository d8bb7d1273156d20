BEGIN { printf "before " }
{ exit $1 }
END { print "in END"; if ($1 == 9) exit 4 }
