BEGIN {
    print "before"
    service = "/inet/tcp/0/127.0.0.1/80"
    print "GET / HTTP/1.0\r\n\r\n" |& service
    service |& getline line
    print "REACHED", line
}
