{ print length($0), toupper($0), substr($0, 2, 1), index($0, "ï"), /^.{5}$/ }
END { printf "Größe %s %c %5s|\n", "世界 🌍", 233, "é"; print match("日本語", /本/), length("🌍"), "é" ~ /[é]/, split("a→b→c", p, "→"), p[3] }
