(println "before")
(defn check [stock]
  (if (neg? stock)
    (throw (ex-info "no milk" {:stock stock}))
    (System/exit stock)))
(check (if (= (first *command-line-args*) "throw") -1 7))
