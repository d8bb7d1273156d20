        global  _start

        section .text
_start: cmp     qword [rsp], 1
        jne     .store
        xor     ecx, ecx
        mov     eax, 1
        cdq
        idiv    ecx
.store: mov     qword [0], 1
