{ sum += $1 } END { print NR, sum, $0 }
