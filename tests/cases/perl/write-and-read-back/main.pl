use strict;
use warnings;
use lib '.';
use Shapes;

open(my $out, '>', 'a.txt') or die "cannot write: $!";
print $out "one\ntwo\n";
close $out;
open($out, '>>', 'a.txt') or die;
print {$out} "three\n";
close $out;
open(my $in, '<', 'a.txt') or die;
chomp(my @lines = <$in>);
close $in;
print join('|', @lines), "\n", -s 'a.txt', " bytes\n";
rename 'a.txt', 'b.txt' or die;
print "$_\n" for glob '*.txt';
unlink 'b.txt';
open($in, '<', 'b.txt') or print "$!\n";
open($in, '<', 'data/sides.txt') or die "no data: $!";
chomp(my @sides = <$in>);
print Shapes::area(@sides), "\n";
<DATA>;
print scalar <DATA>;
__DATA__
first line
second line
