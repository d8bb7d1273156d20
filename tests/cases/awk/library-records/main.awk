BEGIN { FS = ","; OFS = "|" }
NR == 1 { $1 = $1; print; next }
/^#/ { comments++; next }
$2 > 10 && !/skip/ { $2 = $2 * 2; $5 = "new"; print $0, NF, FNR }
/start/, /stop/ { print "range:", $1 }
END {
    print comments, NR, $0
    while ((getline line < "data.txt") > 0) lines[++n] = line
    close("data.txt"); print n, lines[n]
    RS = ""; FS = "\n"
    while ((getline < "paragraphs.txt") > 0) print NF, $1
    FPAT = "[a-z]+"; $0 = "ab12cd,ef"; print NF, $2; FIELDWIDTHS = "2 3 *"; $0 = "abcdefgh"; print $1, $2, $3
}
