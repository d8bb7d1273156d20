def attempt(how)
  puts "#{how} result #{yield.inspect}"
rescue Exception => error
  puts "#{how} denied #{error.class}"
end

attempt("system") { system("echo executed") }
attempt("backticks") { `echo executed` }
attempt("fork") { fork { puts "executed" } }
attempt("spawn") { spawn("echo executed") }
attempt("exec") { exec("/bin/echo", "executed") }
attempt("popen") { IO.popen("echo executed").read }
attempt("open") { open("|echo executed").read }
[0, 1, -1].each { |pid| attempt("kill") { Process.kill(:KILL, pid) } }
attempt("daemon") { Process.daemon }
attempt("thread") { Thread.new { puts "ran in a thread" }.join }
attempt("ractor") { Ractor.new { 1 }.take }
puts "done"
