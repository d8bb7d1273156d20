@include "lib.awk"
FNR == 1 { print "file", FILENAME, factor }
{ print twice($1 * factor), $2 > "out.txt" }
END {
    close("out.txt")
    print "more" >> "out.txt"; close("out.txt")
    while ((getline line < "out.txt") > 0) print "out:", line
    print (getline line < "none.txt"), (getline line < "out.txt"), close("never")
    printf "%c%c", 0, 255 > "bin"; close("bin")
    print "to stderr" > "/dev/stderr"; print "to stdout" > "/dev/stdout"
}
