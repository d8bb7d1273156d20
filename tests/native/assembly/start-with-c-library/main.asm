        default rel
        global  _start
        extern  puts, exit

        section .text
_start: and     rsp, -16
        lea     rdi, [text]
        call    puts
        xor     edi, edi
        call    exit

        section .rodata
text:   db      "both", 0
