use strict;
use warnings;

my $a = <STDIN>;
my $b = <STDIN>;
print $a + $b, "\n";
