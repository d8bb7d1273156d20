(require '[shapes.square :refer [area]] '[clojure.edn :as edn])
(println {:area (area 4) :sides (edn/read-string (slurp "data.edn"))})
