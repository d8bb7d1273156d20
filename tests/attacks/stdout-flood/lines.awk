BEGIN { for (;;) print "the same line again and again" }
