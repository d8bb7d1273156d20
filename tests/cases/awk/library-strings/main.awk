BEGIN {
    s = "The quick brown fox"
    print length(s), index(s, "quick"), substr(s, 5, 5), toupper(s), tolower(s)
    n = split(s, words, / /, seps); print n, words[4], length(words), "[" seps[1] "]"
    t = s; print gsub(/[aeiou]/, "<&>", t), t
    print sub(/quick/, "\\&", s), s
    print match("foo123bar", /([a-z]+)([0-9]+)/, m), RSTART, RLENGTH, m[1], m[2], m[2, "start"]
    print gensub(/([a-z])([a-z])/, "\\2\\1", "g", "abcdef"), gensub(/b/, "X", 2, "abcbab")
    printf "%5.2f|%-6s|%06d|%x|%o|%e|%c%c|%%|%i|%+d|%*d\n", 3.14159, "ab", 42, 255, 8, 12345.678, 65, "hello", 7.9, 5, 4, 7
    print substr("hello", 0), substr("hello", -1, 3), substr("hello", 4, 100) "|"
    print 1e6, 1e20, 0.1 + 0.2, 100000 * 100000, 2 ** 10, 7 % 3, -7 % 3, int(-3.9), 1 / 3
    OFMT = "%.2f"; print 3.14159, 17; CONVFMT = "%d"; a[12.7] = 1; for (k in a) print k
    print ("10" < "9"), (10 < 9), ("abc" < "abd"), "3x" + 4, "a" "b" 1 + 2
    print strtonum("0x1F"), and(12, 10), or(12, 10), xor(12, 10), lshift(1, 4), compl(0) > 0
    print "A\tB\\n\x41\101/", "caf\303\251", length("caf\303\251")
    print sprintf("%s-%s", "x", "y"), "x" ~ /^[[:alpha:]]$/, "ab" ~ "a.", "a+b" ~ /a\+b/, "aaa" ~ /^a{3}$/
    print split("", none), length(none), split("a1b22c", parts, /[0-9]+/), parts[3], split("abc", ch, ""), ch[2]
    print patsplit("x=1;y=22", p, /[0-9]+/), p[2]
    print typeof(1), typeof("a"), typeof(p), typeof(undefined), typeof(@/x/), isarray(p)
}
