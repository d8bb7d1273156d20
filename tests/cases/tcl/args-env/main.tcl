puts "$argc $argv0"
foreach a $argv { puts "\[$a\]" }
puts "$env(NAME) [info exists env(OTHER)]"
