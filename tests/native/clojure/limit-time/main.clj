(println "begin")
(loop [n 0] (recur (unchecked-inc n)))
