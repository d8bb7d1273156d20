(println (pr-str (vec *command-line-args*)) (System/getenv "NAME") (System/getenv "OTHER"))
(let [lines (line-seq (java.io.BufferedReader. *in*))]
  (println (reduce + (keep parse-long (mapcat #(re-seq #"\w+" %) lines))) (pr-str lines)))
