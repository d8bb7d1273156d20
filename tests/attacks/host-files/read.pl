for my $name (qw(/etc/passwd /etc/hostname /etc/hosts /proc/self/environ /proc/self/maps /proc/version /proc/cpuinfo
    /root/.bashrc /var/log /dev/mem /dev/tty /run/secrets ../../../../../../etc/passwd)) {
    if (open(my $in, '<', $name)) { local $/; print "$name opened ", <$in>, "\n" }
    else { print "$name denied $!\n" }
}
for my $folder (qw(/ /etc /proc /home /root /dev)) {
    if (opendir(my $in, $folder)) { print "$folder @{[ readdir $in ]}\n" }
    else { print "$folder denied $!\n" }
}
print "done\n";
