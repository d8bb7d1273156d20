function down(i1, v1, i2, v2) { return v2 - v1 }
function join(a, sep,   i, s) { for (i = 1; i in a; i++) s = s (i > 1 ? sep : "") a[i]; return s }
function fill(a, n) { while (n-- > 0) a[n] = n * n }
BEGIN {
    n = split("pear apple fig banana", fruit)
    print asort(fruit, sorted), join(sorted, ",")
    asorti(sorted, keys); print join(keys, " ")
    fill(squares, 5); print length(squares), squares[4], (7 in squares), (4 in squares)
    delete squares[4]; print length(squares); delete squares; print length(squares)
    count["x"] = 3; count["y"] = 9; count["z"] = 1
    PROCINFO["sorted_in"] = "down"; for (k in count) printf "%s=%d ", k, count[k]; print ""
    PROCINFO["sorted_in"] = "@ind_str_asc"; for (k in count) printf "%s=%d ", k, count[k]; print ""
    grid[1, 2] = "a"; grid[3, 4] = "b"; for (k in grid) { split(k, at, SUBSEP); printf "%s/%s ", at[1], at[2] } print ((1, 2) in grid)
    deep["a"]["b"]["c"] = 5; print deep["a"]["b"]["c"], isarray(deep["a"])
    f = "join"; print @f(fruit, "+")
    i = 5; do { if (i == 3) continue; printf "%d ", i } while (--i > 0); print ""
    for (;;) { if (++j > 3) break } print j
    switch ("abc") { case /^a/: print "starts with a"; break; case "abc": print "no"; default: print "no" }
    print length(ENVIRON) >= 0, ARGC, ARGV[0], i++ + ++i, !0, 1 ? "yes" : "no"
}
