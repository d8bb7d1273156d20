$| = 1;
print "begin\n";
my @all;
push @all, "x" x 10_000 while 1;
