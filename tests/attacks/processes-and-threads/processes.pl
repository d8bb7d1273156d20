sub attempt {
    my ($how, $action) = @_;
    my $result = eval { $action->() };
    print "$how ", $@ ? "denied $@" : 'result ' . ($result // 'none') . "\n";
}
attempt('system', sub { system('echo executed') });
attempt('backticks', sub { `echo executed` });
attempt('fork', sub { my $child = fork; print "executed" if defined $child; $child });
attempt('exec', sub { exec '/bin/echo', 'executed' });
attempt('pipe', sub { open(my $in, '-|', 'echo executed') ? <$in> : undef });
attempt('kill', sub { kill 'KILL', 1 });
attempt('threads', sub { require threads; threads->create(sub { print "executed" })->join });
print "done\n";
