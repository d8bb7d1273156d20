way = ARGV.shift
case way
when "gets"
  lines = []
  4.times { lines << gets&.chomp }
  p lines
when "read"
  p STDIN.read, $stdin.read, STDIN.gets
when "argf"
  ARGF.each_line.with_index(1) { |line, number| puts "#{number} #{line.chomp}" }
  p ARGF.eof? rescue p true
when "shell"
  p $<.to_a
when "chars"
  p 3.times.map { STDIN.getc }
  begin
    STDIN.readline
  rescue EOFError => error
    puts "#{error.class} #{error.message}"
  end
end
