use strict;
use warnings;
use POSIX qw(floor ceil fmod pow strftime strtol INT_MAX DBL_EPSILON mktime);
use Storable qw(dclone);

print join(' ', floor(3.7), ceil(3.2), floor(-3.2), ceil(-3.7), fmod(5.5, 2), pow(2, 3), POSIX::fabs(-2.5)), "\n";
print strftime('%Y-%m-%d %H:%M:%S %a %B %j %V', 7, 6, 5, 4, 2, 121), "\n";
print join(' ', strtol('ff', 16), strtol('31xy', 10)), "\n";
print INT_MAX, ' ', DBL_EPSILON, "\n";
print join(' ', POSIX::isatty(0) ? 0 : 1, POSIX::round(2.5), POSIX::log10(100)), "\n";
my $copy = dclone({ list => [1, 2, 3], name => { deep => 5 } });
print $copy->{name}{deep}, ' ', scalar @{ $copy->{list} }, "\n";
