puts [regexp {^(a+)+$} [string repeat a 40]b]; puts [regexp {(x+x+)+y} [string repeat x 40]]; puts [regexp {^(.+)\1+$} [string repeat a 5003]b]
