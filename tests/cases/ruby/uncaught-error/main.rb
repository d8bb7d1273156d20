def average(numbers)
  raise "no numbers" if numbers.empty?

  numbers.sum / numbers.size
end

at_exit { puts "at exit #{$!.class}" }

puts average([1, 2, 3])

begin
  # Where a backtrace ends is seen by the program too.
  average([])
rescue RuntimeError => error
  p error.backtrace
end

raise "unexpected" unless caller.empty?

[1].each { average([]) }
puts "never"
