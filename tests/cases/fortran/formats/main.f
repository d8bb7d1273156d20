      PROGRAM FORMS
      INTEGER I
      REAL A(3)
      LOGICAL L
      COMPLEX Z
      CHARACTER*10 C
      DATA A / 1.5, -2.25, 1000.125 /
      L = .TRUE.
      C = 'text'
      Z = (1.0, -2.0)
      WRITE (*, 10) 42, -7, A
   10 FORMAT (1X, I5, I5.3, 3F10.3)
      WRITE (*, 20) A(1), A(2), 12345.678D0
   20 FORMAT (E12.4, 1PE12.4, 0P, G14.6)
      WRITE (*, 30) C, C, L, 'x'
   30 FORMAT ('[', A, '][', A4, '] ', L2, 2X, A, /, T5, 'column 5',
     +  TR3, 'more')
      WRITE (*, '(3(I3, '',''), I3)') (I, I = 1, 4)
      WRITE (*, '(2F8.2)') Z * Z
      WRITE (C, '(I4.4)') 77
      PRINT '(A)', C
      READ (C, '(I4)') I
      PRINT *, I, L, 2.5D0
      PRINT '(SP, I4, SS, I4, BN)', 5, 5
      PRINT '(D12.4, F6.0, F5.2)', 1D-10, 99.5, 100000.0
      PRINT '(5I2)', (I, I = 1, 12)
      END
