$| = 1;
print "good night\n";
sleep 3600;
