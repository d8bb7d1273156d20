my ($seed, %count) = (42);
for (1 .. 200_000) { $seed = ($seed * 1103 + 12345) % 1048576; $count{ 'w' . $seed % 5000 }++ }
my @top = (sort { $count{$b} <=> $count{$a} || $a cmp $b } keys %count)[0 .. 2];
print "@top ", scalar(grep { /7$/ } keys %count), "\n";
