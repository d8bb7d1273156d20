        global  _start
        section .text
_start: ret
        %rep    9000000000
        %rep    9000000000
        nop
        %endrep
        %endrep
