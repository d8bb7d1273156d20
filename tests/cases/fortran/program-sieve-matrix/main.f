C     Primes, a matrix product, a linear system and a bubble sort.
      PROGRAM MIXED
      INTEGER LIMIT
      PARAMETER (LIMIT = 100)
      LOGICAL PRIME(LIMIT)
      INTEGER I, J, K, COUNT, LIST(10)
      DOUBLE PRECISION A(3, 3), B(3), X(3)
      DATA LIST / 5, 3, 9, 1, 7, 2, 8, 6, 4, 10 /
      DATA A / 2, 1, -1, 1, 3, 2, 1, 2, 1 /
      DATA B / 7, 13, 5 /
      DO 10 I = 2, LIMIT
        PRIME(I) = .TRUE.
   10 CONTINUE
      DO 30 I = 2, LIMIT
        IF (.NOT. PRIME(I)) GO TO 30
        DO 20 J = I * I, LIMIT, I
          PRIME(J) = .FALSE.
   20   CONTINUE
   30 CONTINUE
      COUNT = 0
      DO I = 2, LIMIT
        IF (PRIME(I)) COUNT = COUNT + 1
      END DO
      PRINT '(A, I4)', 'primes:', COUNT
      CALL SOLVE(A, B, X, 3)
      PRINT '(A, 3F10.6)', 'solution:', X
      DO 50 I = 1, 9
        DO 40 J = 1, 10 - I
          IF (LIST(J) .GT. LIST(J + 1)) THEN
            K = LIST(J)
            LIST(J) = LIST(J + 1)
            LIST(J + 1) = K
          ENDIF
   40   CONTINUE
   50 CONTINUE
      PRINT '(A, 10I3)', 'sorted:', LIST
      END

      SUBROUTINE SOLVE(A, B, X, N)
      INTEGER N, I, J, K
      DOUBLE PRECISION A(N, N), B(N), X(N), F
      DO 30 K = 1, N - 1
        DO 20 I = K + 1, N
          F = A(I, K) / A(K, K)
          DO 10 J = K, N
            A(I, J) = A(I, J) - F * A(K, J)
   10     CONTINUE
          B(I) = B(I) - F * B(K)
   20   CONTINUE
   30 CONTINUE
      DO 50 I = N, 1, -1
        X(I) = B(I)
        DO 40 J = I + 1, N
          X(I) = X(I) - A(I, J) * X(J)
   40   CONTINUE
        X(I) = X(I) / A(I, I)
   50 CONTINUE
      END
