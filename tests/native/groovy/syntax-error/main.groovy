println "before"
println(]
