# Counts words and draws the most frequent ones.
function bar(n,   s) { while (n-- > 0) s = s "#"; return s }
{
    gsub(/[^[:alpha:] ]/, "")
    for (i = 1; i <= NF; i++) count[tolower($i)]++
}
END {
    PROCINFO["sorted_in"] = "@val_num_desc"
    for (word in count) { keys[++n] = sprintf("%05d %s", 10000 - count[word], word) }
    asort(keys)
    for (i = 1; i <= 5; i++) { split(keys[i], part, " "); printf "%-6s %3d %s\n", part[2], 10000 - part[1], bar(10000 - part[1]) }
    # A sieve and the eight queens, for good measure.
    for (i = 2; i <= 100; i++) if (!(i in composite)) { primes = primes " " i; for (j = i * i; j <= 100; j += i) composite[j] }
    print "primes:" primes
    print "queens:", place(1, 8)
}
function place(row, size,   column, found) {
    if (row > size) return 1
    for (column = 1; column <= size; column++)
        if (!used[column] && !up[row + column] && !down[row - column]) {
            used[column] = up[row + column] = down[row - column] = 1
            found += place(row + 1, size)
            used[column] = up[row + column] = down[row - column] = 0
        }
    return found
}
