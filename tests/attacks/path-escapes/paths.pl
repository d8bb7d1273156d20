my $target = $ARGV[0];
my $i = 0;
sub attempt {
    my ($how, $action) = @_;
    my $result = eval { $action->() };
    print "$how ", defined $result && length $result ? $result : "denied $!", "\n";
}
sub content { open(my $in, '<', $_[0]) or return; local $/; <$in> }
mkdir 'dir';
for my $prefix ('', '/', '//', '..', '../' x 12, '/../..', './..', '/tmp/../../..', '/proc/self/root', '/dev/fd/3', '/usr/../..') {
    my $path = $prefix . $target;
    $i++;
    attempt('read', sub { content($path) });
    attempt('trailing slash', sub { content("$path/") });
    attempt('append', sub { -e $path && open(my $out, '>>', $path) && print {$out} 'damaged' });
    attempt('symlink', sub { symlink($path, "soft$i") && content("soft$i") });
    attempt('hard link', sub { link($path, "hard$i") && content("hard$i") });
    attempt('rename', sub { rename($path, "taken$i") && content("taken$i") });
    attempt('chmod', sub { chmod(0777, $path) || undef });
    attempt('truncate', sub { truncate($path, 0) || undef });
    attempt('remove', sub { unlink($path) || undef });
}
attempt('chroot', sub { chroot '..' });
attempt('chdir', sub { chdir('../../../..') && content($target =~ s{^/}{}r) });
print "done\n";
