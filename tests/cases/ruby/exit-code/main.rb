at_exit { puts "first" }
END { puts "last" }
puts "before"
case ARGV[0]
when "exit" then exit 7
when "true" then exit true
when "now"
  $stdout.flush
  exit! 3
when "abort" then abort "it is over"
when "changed"
  at_exit do
    puts "changing #{$!.class}"
    exit 9
  end
  exit
when "large" then exit(-1)
end
