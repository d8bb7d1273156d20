        %include "calls.inc"
        global  _start
        extern  print

        section .text
_start: call    print
        mov     eax, EXIT
        mov     edi, CODE
        syscall
