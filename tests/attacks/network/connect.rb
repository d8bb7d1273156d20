def attempt(how)
  puts "#{how} REACHED #{yield}"
rescue Exception => error
  puts "#{how} denied #{error.class}"
end

port = (ARGV[0] || 8080).to_i
metadata = [169, 254, 169, 254].join(".")
attempt("listener") { require "socket"; TCPSocket.new("127.0.0.1", port).read(1) }
attempt("name") { require "socket"; TCPSocket.new("localhost", port).read(1) }
attempt("metadata") { require "socket"; TCPSocket.new(metadata, 80).read(1) }
attempt("local") { require "socket"; UNIXSocket.new("/run/docker.sock") }
attempt("fetch") { require "net/http"; Net::HTTP.get(URI("http://127.0.0.1:#{port}/")) }
attempt("open") { require "open-uri"; URI.open("http://127.0.0.1:#{port}/").read }
attempt("device") { File.read("/dev/tcp/127.0.0.1/#{port}") }
puts "done"
