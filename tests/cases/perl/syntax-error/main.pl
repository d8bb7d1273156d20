use strict;
use warnings;
print "never printed\n";
my $x = 1;
print $y;
