use strict;
use warnings;
use POSIX qw(floor);
use Storable qw(dclone);

$| = 1;
pipe(my $reader, my $writer) or die;
my $child = fork();
if (!$child) {
    close $reader;
    print $writer "from the child\n";
    close $writer;
    exit 3;
}
close $writer;
print while <$reader>;
waitpid $child, 0;
print "child ended with ", $? >> 8, "\n";
local $SIG{USR1} = sub { print "signal $_[0]\n" };
kill 'USR1', $$;
print floor(3.7), "\n";
print join(" ", @{dclone([1, 2])}), "\n";
print `echo hi`;
