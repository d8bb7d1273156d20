(println "before")
(println unknown)
