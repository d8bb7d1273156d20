$stdout.sync = true
puts (0...4).map { |n| Thread.new { n * n } }.map(&:value).inspect
puts `echo child says hi`
Process.wait(fork { exit 3 })
puts "child ended with #{$?.exitstatus}"
trap("USR1") { puts "signal" }
Process.kill("USR1", Process.pid)
sleep 0.01
