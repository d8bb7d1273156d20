target = ARGV[0]
prefixes = ["", "/", "//", "..", "../" * 12, "/../..", "./..", "/tmp/../../..", "/proc/self/root", "/dev/fd/3", "/usr/../.."]

def attempt(how)
  puts "#{how} #{yield}"
rescue SystemCallError, IOError, ArgumentError, NotImplementedError => error
  puts "#{how} denied #{error.class}"
end

Dir.mkdir("dir")
File.write("mine", "mine")
prefixes.each_with_index do |prefix, i|
  path = prefix + target
  attempt("read") { File.read(path) }
  attempt("trailing slash") { File.read(path + "/") }
  attempt("bytes") { File.binread(path.b + "\0.txt") }
  attempt("append") { File.write(path, "damaged", mode: "a") if File.exist?(path) }
  attempt("symlink") { File.symlink(path, "soft#{i}"); File.read("soft#{i}") }
  attempt("through symlink") { File.write("soft#{i}", "damaged", mode: "r+") }
  attempt("hard link") { File.link(path, "hard#{i}"); File.read("hard#{i}") }
  attempt("rename") { File.rename(path, "taken#{i}"); File.read("taken#{i}") }
  attempt("replace") { File.rename("mine", path) if File.exist?(path) }
  attempt("chmod") { File.chmod(0o777, path) }
  attempt("truncate") { File.truncate(path, 0) }
  attempt("remove") { File.delete(path) }
  attempt("list") { Dir.children(File.dirname(path)) }
end
64.times { |descriptor| attempt("descriptor #{descriptor}") { IO.for_fd(descriptor, autoclose: false).stat.ino > 0 } }
attempt("chroot") { Dir.chroot("..") }
attempt("chdir") { Dir.chdir("../../../.."); File.read(target.delete_prefix("/")) }
puts "done"
