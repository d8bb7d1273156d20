my $block = 'x' x (1 << 30);
print length $block;
