print "x" * 30_000_000
loop { }
