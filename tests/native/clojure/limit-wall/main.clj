(println "begin")
(flush)
(Thread/sleep 60000)
(println "end")
