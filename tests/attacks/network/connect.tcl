puts [catch {socket 127.0.0.1 80}]; puts [catch {socket -server puts 8080}]; puts done
