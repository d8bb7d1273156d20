        default rel
        global  main
        extern  printf, scanf

        section .text
main:   push    rbx
        sub     rsp, 16
        xor     ebx, ebx
.next:  lea     rdi, [format]
        lea     rsi, [rsp]
        xor     eax, eax
        call    scanf
        cmp     eax, 1
        jne     .done
        add     rbx, [rsp]
        jmp     .next
.done:  lea     rdi, [shown]
        mov     rsi, rbx
        xor     eax, eax
        call    printf
        add     rsp, 16
        pop     rbx
        xor     eax, eax
        ret

        section .rodata
format: db      "%ld", 0
shown:  db      "%ld", 10, 0
