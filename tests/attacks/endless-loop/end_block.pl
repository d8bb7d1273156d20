END { 1 while 1 }
exit 0;
