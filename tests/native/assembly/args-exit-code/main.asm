        global  _start

        section .text
_start: mov     rdi, [rsp]
        mov     eax, 60
        syscall
