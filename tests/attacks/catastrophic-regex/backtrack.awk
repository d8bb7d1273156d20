BEGIN { s = sprintf("%40s", ""); gsub(/ /, "a", s); print s ~ /^(a|aa|a?)*(a|b)*b$/; print s ~ /^(a*)*(a|aa)+$/ ? "matched" : "" }
