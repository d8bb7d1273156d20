        global  _start
        section .text
_start: mov     eax, 34                 ; pause
        syscall
        jmp     _start
