        global  _start
        section .data
text:   db      "begin", 10
        section .text
_start: mov     eax, 1          ; write
        mov     edi, 1
        lea     rsi, [rel text]
        mov     edx, 6
        syscall
more:   mov     eax, 9          ; mmap
        xor     edi, edi
        mov     esi, 1 << 20
        mov     edx, 3          ; to read and to write
        mov     r10d, 0x22      ; private and anonymous
        mov     r8, -1
        xor     r9d, r9d
        syscall
        cmp     rax, -4096
        ja      more            ; refused: tried again until somebody ends it
        mov     ecx, 256
touch:  mov     byte [rax], 1
        add     rax, 4096
        dec     ecx
        jnz     touch
        jmp     more
