my ($count, $sum) = (0, 0);
while (my $line = <>) {
    chomp $line;
    $count++;
    $sum += $line;
}
print "$count numbers, sum $sum\n";
