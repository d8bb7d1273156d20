while {[gets stdin line] >= 0} { puts "[string length $line] [string toupper $line] [string index $line end]" }
puts "Größe 世界 \u00e9 [string length 日本語] [lsort {é a z}] [regexp {^.{3}$} 日本語]"
