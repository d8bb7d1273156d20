print "the same line again and again\n" while 1;
