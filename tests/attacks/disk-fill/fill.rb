total = 0
begin
  File.open("big", "wb") do |file|
    file.sync = true
    total += file.write("\0" * 65_536) while total < 1 << 30
  end
rescue SystemCallError => error
  puts "stopped: #{error.message} #{total <= 4096 * 1024}"
end
