BEGIN {
    line = sprintf("%1000s", "x")
    for (i = 0; i < 20000; i++) print line > "big.txt"
    print "not here"
}
