p ARGV
p ENV.to_h
puts (ARGV[4] || "").encoding
puts "#{$PROGRAM_NAME} #{__FILE__ == $0} #{__dir__} #{__FILE__}"
