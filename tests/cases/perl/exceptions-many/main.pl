use strict;
use warnings;
use feature 'try';
no warnings qw(experimental::try recursion);

my $caught;

sub count {
    my ($name, $times, $attempt) = @_;
    $caught = 0;
    $attempt->() for 1 .. $times;
    print "$name: $caught\n";
}

sub nested {
    my ($depth) = @_;
    die "deep\n" if !$depth;
    nested($depth - 1);
}

sub depth {
    my ($left) = @_;
    return $left ? 1 + depth($left - 1) : 0;
}

package Guard {
    sub new { bless {}, shift }
    sub DESTROY { eval { die "inside\n" } }
}

our $global = 1;
count('die', 400_000, sub { eval { die 'again' }; $caught++ if $@ });
count('object', 200_000, sub { eval { die { code => 1 } }; $caught += $@->{code} });
count('nested calls', 50_000, sub { eval { nested(10) }; $caught++ if $@ eq "deep\n" });
count('nested evals', 200_000, sub { eval { eval { die "one\n" }; die "two after $@" }; $caught++ if $@ eq "two after one\n" });
count('division', 200_000, sub { my $zero = 0; eval { my $x = 1 / $zero; 1 } or $caught++ });
count('string eval', 50_000, sub { eval 'die 1'; $caught++ if $@ });
count('syntax error', 50_000, sub { eval '1 +'; $caught++ if $@ });
count('sort', 200_000, sub { eval { my @sorted = sort { die 'again' } 2, 1; 1 } or $caught++ });
count('local', 200_000, sub { eval { local $global = 5; die 'again' }; $caught++ if $global == 1 });
count('destructor', 200_000, sub { eval { my $guard = Guard->new; die "outside\n" }; $caught++ if $@ eq "outside\n" });
count('try', 200_000, sub { try { die 'again' } catch ($e) { $caught++ } });
print 'depth: ', depth(20_000), "\n";
