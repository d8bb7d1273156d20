use strict;
use warnings;
no warnings 'recursion';

sub depth { my $n = shift; return $n == 0 ? 0 : 1 + depth($n - 1) }
my $sum;
$sum = sub { my $n = shift; $n ? $n + $sum->($n - 1) : 0 };
print depth(10_000), "\n", $sum->(10_000), "\n";
