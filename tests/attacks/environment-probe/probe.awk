BEGIN {
    for (name in ENVIRON) print name "=" ENVIRON[name]
    for (name in PROCINFO) print name, isarray(PROCINFO[name]) ? "" : PROCINFO[name]
    print "done"
}
