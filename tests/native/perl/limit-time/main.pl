$| = 1;
print "begin\n";
my $turns = 0;
$turns++ while 1;
