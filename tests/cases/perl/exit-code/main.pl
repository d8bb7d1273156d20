use strict;
use warnings;

print "before\n";
my $way = shift @ARGV;
END { print "end $?\n"; $? = 3 if $? == 9 }
exit 7 if $way eq 'exit';
die "it is over" if $way eq 'die';
exit 9 if $way eq 'changed';
exit 1 if $way eq 'one';
