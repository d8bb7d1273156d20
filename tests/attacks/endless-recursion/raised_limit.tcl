interp recursionlimit {} 100000000; proc down {n} { expr {1 + [eval [list down [expr {$n + 1}]]]} }; down 0
