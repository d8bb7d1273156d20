require_relative "shapes"
require "./tools/text"

puts Shapes.area(*File.readlines("data/sides.txt").map(&:to_i))
puts Text.shout("done")
puts "#{require_relative("data/../tools/text")} #{require_relative("shapes")}"
p File.foreach(File.join(__dir__, "data", "sides.txt")).map(&:to_i)
begin
  require_relative "nothing"
rescue LoadError => error
  puts error.message
end
begin
  require "nothing"
rescue LoadError => error
  puts error.message
end
p DATA.readlines
__END__
first
second
