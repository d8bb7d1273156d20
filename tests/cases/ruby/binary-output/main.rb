$stdin.binmode
$stdout.binmode
bytes = $stdin.read
$stdout.write(bytes, bytes.bytes.reverse.pack("C*"))
