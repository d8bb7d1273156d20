warn "an error\n" while 1;
