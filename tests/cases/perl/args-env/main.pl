print map({ "[$_]" } @ARGV), "\n";
print join(' ', map { "$_=$ENV{$_}" } sort grep { !/^PWD$/ } keys %ENV), "\n";
print "$0 ", __FILE__, (caller() ? ' called' : ' top'), "\n";
