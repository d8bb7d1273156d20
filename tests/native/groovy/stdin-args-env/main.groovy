println "${args as List} ${System.getenv('NAME')} ${System.getenv('OTHER')}"
println System.in.readLines()
