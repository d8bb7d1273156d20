# Ruby remembers what did not match, except where a pattern refers back.
/^(a+)+\1$/.match?("a" * 60 + "b")
puts "never"
