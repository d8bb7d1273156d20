$| = 1;
print "begin\n";
sleep 60;
print "end\n";
