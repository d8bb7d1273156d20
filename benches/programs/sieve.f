C     Counts the primes below five million, several times over.
      PROGRAM SIEVE
      INTEGER LIMIT, I, J, COUNT, ROUND
      PARAMETER (LIMIT = 5000000)
      LOGICAL*1 PRIME(LIMIT)
      COMMON /FLAGS/ PRIME
      DO 50 ROUND = 1, 4
        DO 10 I = 2, LIMIT
          PRIME(I) = .TRUE.
   10   CONTINUE
        DO 30 I = 2, 2236
          IF (.NOT. PRIME(I)) GO TO 30
          DO 20 J = I * I, LIMIT, I
            PRIME(J) = .FALSE.
   20     CONTINUE
   30   CONTINUE
        COUNT = 0
        DO 40 I = 2, LIMIT
          IF (PRIME(I)) COUNT = COUNT + 1
   40   CONTINUE
   50 CONTINUE
      PRINT '(I8)', COUNT
      END
