println "begin"
sleep 60_000
println "end"
