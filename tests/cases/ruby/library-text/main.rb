require "stringio"
io = StringIO.new("one\ntwo\n")
p io.gets, io.read, io.eof?
require "strscan"
scanner = StringScanner.new("x = 42")
p scanner.scan(/\w+/), scanner.skip(/\s*=\s*/), scanner.scan(/\d+/), scanner.eos?
require "erb"
puts ERB.new("<% 2.times do |i| -%>\ni=<%= i %>\n<% end -%>\n", trim_mode: "-").result, ERB::Util.html_escape("<&>")
require "optparse"
options = {}
rest = OptionParser.new do |parser|
  parser.on("-v", "--verbose") { options[:verbose] = true }
  parser.on("-nCOUNT", Integer) { |count| options[:count] = count }
end.parse(%w[-v -n 3 file])
p options, rest
require "shellwords"
p "a 'b c' d".shellsplit
require "digest"
puts Digest::SHA256.hexdigest("abc")[0, 16], Digest::MD5.hexdigest(""), Digest::SHA1.base64digest("x")
require "securerandom"
p SecureRandom.hex(8).size, SecureRandom.uuid.match?(/\A\h{8}-\h{4}-4\h{3}-[89ab]\h{3}-\h{12}\z/)
require "base64"
p Base64.strict_encode64("hello"), Base64.decode64("aGVsbG8=")
require "zlib"
p Zlib::Inflate.inflate(Zlib::Deflate.deflate("x" * 1000)).size, Zlib.crc32("abc")
require "pp"
pp({ list: (1..40).to_a, name: "x" * 20 })
require "logger"
Logger.new($stdout, formatter: ->(severity, _, _, message) { "#{severity}: #{message}\n" }).warn("careful")
require "timeout"
p Timeout.timeout(5) { :done }
require "benchmark"
p Benchmark.realtime { nil }.is_a?(Float)
require "tempfile"
Tempfile.create("x") { |file| p file.path.start_with?("/tmp/") }
require "pathname"
p Pathname("/a/b").join("../c.rb").cleanpath.to_s, Pathname("x.tar.gz").extname
require "forwardable"
class Queue2
  extend Forwardable
  def_delegators :@list, :push, :size
  def initialize = @list = []
end
p Queue2.new.push(1), Queue2.new.size
