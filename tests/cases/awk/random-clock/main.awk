BEGIN {
    first = rand(); srand(1); a = rand(); srand(1); b = rand(); print (first < 1), a == b, srand(7), srand()
    print (systime() > 1700000000), strftime("%Y-%m-%d", 86400 * 365, 1), mktime("1970 01 02 00 00 00")
    print int(atan2(0, -1) * 1000), exp(0), log(1), sqrt(16), sin(0), cos(0)
}
