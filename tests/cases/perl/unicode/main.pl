use strict;
use warnings;
use utf8;
use Encode qw(encode decode);
binmode(STDIN, ':encoding(UTF-8)');
binmode(STDOUT, ':encoding(UTF-8)');

chomp(my $line = <STDIN>);
print length($line), " characters\n", uc($line), "\n", scalar reverse($line), "\n";
print "$1\n" if $line =~ /(\p{Han}+)/;
print length(encode('UTF-8', '日')), " bytes\n";
printf "U+%04X\n", ord decode('UTF-8', "\xc3\xbc");
