puts "good night"; flush stdout; after 3600000; puts "good morning"
