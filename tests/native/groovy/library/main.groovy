import groovy.json.JsonOutput
import groovy.json.JsonSlurper

trait Loud {
    String loud() { "loud ${name.toUpperCase()}" }
}

class Square {
    int side
    int getArea() { side * side }
    String toString() { "Square $area" }
}

class Named implements Loud {
    String name
}

println "${(1..3).collect { it * it }} ${[1, 2, 3].inject { a, b -> a + b }} ${[b: 2, a: 1].sort()}"
def x = 3
println "x is $x, ${new Square(side: 4)}"
println new Named(name: 'hi').loud()
def kind = { switch (it) { case 1..5: return 'range'; case String: return 'string'; default: return '?' } }
println "${kind(3)} ${kind('s')}"
println JsonOutput.toJson([a: [1, 2]]) + ' ' + new JsonSlurper().parseText('{"a": [1, 2]}').a[1]
println "${2G**100} ${0.1 + 0.2}"
println "${[1, 2, 3].collate(2)} ${null?.length()}"
