p $stdin.read, gets, STDIN.getc
begin
  readline
rescue EOFError
  puts "EOFError"
end
