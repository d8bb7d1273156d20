(println "begin")
(loop [all []] (recur (conj all (byte-array 1000000))))
