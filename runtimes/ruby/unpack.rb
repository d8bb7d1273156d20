# Writes every file of the library to standard output: a line with its path and length, and its bytes.
walk = lambda do |folder, path|
  Dir.children(folder).sort.each do |name|
    file = "#{folder}/#{name}"
    if File.directory?(file)
      walk.(file, "#{path}#{name}/")
    else
      bytes = File.binread(file)
      $stdout.write("#{bytes.bytesize} #{path}#{name}\n", bytes)
    end
  end
end
$stdout.binmode
walk.("/usr/local/lib/ruby", "")
$stdout.flush
