." before"
3 (bye)
." after"
