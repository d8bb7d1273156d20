open(my $out, '>', 'big') or die;
my ($total, $written) = (0, 0);
while ($total < 1 << 30) {
    defined($written = syswrite $out, "\0" x 65_536) or last;
    $total += $written;
}
print "stopped: $! ", $total <= 4096 * 1024 ? 'true' : 'false', "\n";
