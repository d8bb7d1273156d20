BEGIN {
    n = split("/etc/passwd /proc/self/environ /proc/cpuinfo /proc/version ../../etc/hosts /etc/hostname", names)
    for (i = 1; i <= n; i++)
        if ((getline line < names[i]) > 0) print names[i], line
        else print names[i], "denied"
    print "done"
}
