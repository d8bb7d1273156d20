        global  _start
        section .text
_start: mov     eax, 1
        mov     edi, 1
        lea     rsi, [rel text]
        mov     edx, 6
        syscall
        jmp     _start
text:   db      "again", 10
