BEGIN {
    print "status", system("echo executed")
    print "before"
    "date" | getline now
    print "not here"
}
