my $port = $ARGV[0] || 8080;
sub attempt {
    my ($how, $action) = @_;
    my $result = eval { $action->() };
    print "$how ", $result ? 'REACHED' : 'denied', "\n";
}
attempt('socket', sub { require IO::Socket::INET; IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) });
attempt('raw', sub { socket(my $s, 2, 1, 0) && connect($s, pack('S n a4 x8', 2, $port, "\x7f\0\0\1")) });
attempt('name', sub { scalar gethostbyname('localhost') });
attempt('device', sub { open(my $s, '<', "/dev/tcp/127.0.0.1/$port") });
print "done\n";
