File.open("a.txt", "w") do |file|
  file.puts "one", "two"
  file << "thre"
  puts file.pos
end
File.write("a.txt", "e\n", mode: "a")
p File.readlines("a.txt", chomp: true)
puts "#{File.exist?("a.txt")} #{File.size("a.txt")}"
File.rename("a.txt", "b.txt")
p Dir.glob("*.txt")
File.delete("b.txt")
begin
  File.read("gone.txt")
rescue SystemCallError => error
  puts "#{error.class} #{error.message}"
end
Dir.mkdir("folder")
File.write("folder/c", "in a folder")
p Dir.children("folder").map { |name| File.read("folder/#{name}") }
file = File.open("unclosed", "w")
file.write("later")
at_exit { puts "unclosed #{File.zero?("unclosed")}" }
