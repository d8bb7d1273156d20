puts "to stdout"
warn "warned"
$stderr.puts "to stderr"
STDERR.print "also\n"
$stdout << "same " << "line\n"
p [1, nil]
