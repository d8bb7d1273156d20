count = 0
begin
  while count < 1000
    File.binwrite("/tmp/#{count}", "\0" * (1 << 20))
    count += 1
  end
rescue SystemCallError => error
  puts "stopped: #{error.message} #{count <= 8}"
end
