BEGIN {
    print system("echo executed") == -1
    fflush()
    print "echo executed" |& "sh"
    "sh" |& getline line
    print line
}
