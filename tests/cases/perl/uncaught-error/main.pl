use strict;
use warnings;

sub average {
    my @numbers = @_;
    die "no numbers" unless @numbers;
    return eval { die { code => 42 } } || $@->{code};
}

eval { average() };
print "caught: $@";
print average(1), "\n";
my $x = 1 / ($ARGV[0] // 0);
print "never\n";
