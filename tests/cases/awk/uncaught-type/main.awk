BEGIN {
    list[1] = 2
    print "before"
    print list + 1
}
