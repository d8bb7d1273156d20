warn "an error" while true
