my $line = <STDIN>;
print defined $line ? 1 : 0, eof(STDIN) ? 1 : 0, scalar(my @rest = <STDIN>), "\n";
