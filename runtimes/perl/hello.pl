use strict;
use warnings;

my %greeting = (to => 'world');
print map { "Hello, $_!\n" } grep { /^w/ } values %greeting;
