BEGIN {
    seed = 42
    for (i = 0; i < 400000; i++) { seed = (seed * 1103515245 + 12345) % 2147483648; line = line " w" (seed % 5000); if (i % 20 == 19) { n = split(line, w, " "); for (j = 1; j <= n; j++) count[w[j]]++; gsub(/w1/, "x", line); total += length(line); line = "" } }
    for (k in count) if (count[k] > most) most = count[k]
    print length(count), most, total
}
