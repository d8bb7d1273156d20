        %include "calls.inc"
        global  print

        section .text
print:  mov     eax, WRITE
        mov     edi, 1
        lea     rsi, [rel text]
        mov     edx, text.end - text
        syscall
        ret

        section .rodata
text:   incbin  "text.txt"
.end:
