      PROGRAM INTRIN
      DOUBLE PRECISION X
      COMPLEX Z
      CHARACTER*12 S, T
      X = 0.5D0
      PRINT '(5F9.5)', SIN(X), COS(X), TAN(X), ASIN(X), ATAN2(X, 2*X)
      PRINT '(5F9.5)', EXP(X), LOG(X), LOG10(X), SQRT(X), SINH(X)
      PRINT '(6I6)', INT(3.7), NINT(3.7), INT(-3.7), NINT(-3.5),
     +  MOD(17, 5), MOD(-17, 5)
      PRINT '(4I6, F7.2)', MAX(3, 9, 4), MIN(3, 9, 4), ABS(-8),
     +  ISIGN(5, -1), AMOD(7.5, 2.0)
      Z = CMPLX(3.0, 4.0)
      PRINT '(5F8.3)', ABS(Z), AIMAG(CONJG(Z)), CSQRT(Z), REAL(Z)
      S = 'hello'
      T = 'world'
      PRINT '(A, I3, I3, I3)', S(1:5) // ', ' // T(1:5), LEN(S),
     +  INDEX(T, 'or'), ICHAR('A')
      PRINT '(L2, L2, L2, A)', LLT('a', 'b'), S .GT. T, S .EQ. 'hello',
     +  CHAR(90)
      PRINT '(I12, I12)', 2**30, IAND(12, 10) + ISHFT(1, 4)
      PRINT '(F12.6, E16.8)', 2.0**0.5, 10D0**(-20)
      END
