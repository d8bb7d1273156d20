names = %w[/etc/passwd /etc/hostname /etc/hosts /proc/self/environ /proc/self/maps /proc/version /proc/cpuinfo /root/.bashrc
  /var/log /dev/mem /dev/tty /run/secrets ../../../../../../etc/passwd]
names.each do |name|
  puts "#{name} opened #{File.binread(name)}"
rescue SystemCallError => error
  puts "#{name} denied #{error.class}"
end
["/", "/etc", "/proc", "/home", "/root", "/dev"].each do |folder|
  puts "#{folder} #{Dir.children(folder)}"
rescue SystemCallError => error
  puts "#{folder} denied #{error.class}"
end
puts "done"
