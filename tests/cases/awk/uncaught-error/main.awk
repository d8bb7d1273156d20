function half(x) {
    return 1 / x
}
BEGIN {
    print half(2)
    print half(0)
    print "not here"
}
