puts "good night"
$stdout.flush
sleep 3600
