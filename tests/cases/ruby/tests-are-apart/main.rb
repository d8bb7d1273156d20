puts "#{Dir.glob("*.left")} #{$left.inspect} #{rand.between?(0, 1)}"
File.write("x.left", "x")
$left = 1
