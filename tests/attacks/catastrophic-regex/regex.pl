print "never\n" if (("a" x 60) . "b") =~ /^(a|aa|a\1?)+\1$/;
print "never\n" if ("x" x 5000) =~ /(?:(x+x+)+\1)+y|(x+)+(??{ "y" })/;
