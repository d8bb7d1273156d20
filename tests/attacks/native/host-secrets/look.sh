for path in /root /home /var /opt /srv /run /mnt /media /sys /boot /work /etc/shadow /etc/ssh /etc/ssl/private /etc/machine-id \
    /etc/hostname /etc/resolv.conf /etc/environment /dev/kmsg /dev/mem /dev/port /dev/sda /dev/vda /dev/fuse /dev/kvm /dev/tty /dev/ptmx /dev/pts \
    /dev/console /dev/loop0 /dev/net /proc/kcore /proc/kallsyms /proc/sysrq-trigger /proc/sys /proc/keys /proc/net/tcp /proc/config.gz \
    /proc/version /proc/cmdline /proc/modules /proc/mounts/x /proc/1/environ /proc/asound /proc/acpi; do
    [ -e "$path" ] && [ "$path" != /proc/1/environ ] && echo "ESCAPED: $path"
done
[ "$(hostname)" = enclos ] || echo "ESCAPED: $(hostname)"
[ "$(id -u):$(id -g)" = 1000:1000 ] || echo "ESCAPED: $(id)"
cat /proc/[0-9]*/environ 2> /dev/null | tr '\0' '\n' | grep -vE '^(PATH|HOME|USER|LANG|TZ|SECRET|PWD|OLDPWD|SHLVL|_)=' | sed 's/^/ESCAPED: /'
cat /proc/1/cmdline | tr '\0' ' ' | grep / | sed 's/^/ESCAPED: /'
dmesg > /dev/null 2>&1 && echo "ESCAPED: dmesg"
# What may be written to, by what the file system says and by trying.
find / -xdev -writable ! -path '/proc/*' ! -type l 2> /dev/null | grep -vE '^/(box|tmp|dev)(/|$)' | sed 's/^/ESCAPED: /'
for folder in / /usr /usr/bin /usr/local /etc /dev /proc /lib/x86_64-linux-gnu /bin /sbin; do
    { echo x > $folder/enclos-attack; } 2> /dev/null && echo "ESCAPED: wrote to $folder"
done
for file in /etc/passwd /usr/bin/id /etc/ld.so.cache /dev/mem; do
    { echo x >> $file; } 2> /dev/null && echo "ESCAPED: wrote to $file"
    chmod 777 $file 2> /dev/null && echo "ESCAPED: changed $file"
    mv $file /tmp 2> /dev/null && echo "ESCAPED: moved $file"
    ln $file /tmp/x 2> /dev/null && echo "ESCAPED: linked $file"
done
for file in /proc/self/{mem,uid_map,gid_map,setgroups,oom_score_adj,coredump_filter,loginuid,attr/current,projid_map,timens_offsets,clear_refs}; do
    { echo 0 > $file; } 2> /dev/null && echo "ESCAPED: wrote to $file"
done
[ "$(cut -d: -f2 < /proc/self/net/dev | grep -c '[1-9]')" -gt 2 ] && echo "ESCAPED: $(cat /proc/self/net/dev)"
grep -q '^Seccomp:.2' /proc/self/status || echo "ESCAPED: no filter"
grep -q '^NoNewPrivs:.1' /proc/self/status || echo "ESCAPED: new privileges"
grep '^Cap' /proc/self/status | grep -q '[1-9a-f]$' && echo "ESCAPED: $(grep ^Cap /proc/self/status)"
ulimit -c 100 && [ "$(ulimit -c)" = 0 ] || echo "ESCAPED: core dumps $(ulimit -c)"
exec 2> /dev/null
echo done
