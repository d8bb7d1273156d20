       IDENTIFICATION DIVISION.
       PROGRAM-ID. TALKS.
       PROCEDURE DIVISION.
           PERFORM UNTIL 1 = 2
               DISPLAY "again and again and again"
           END-PERFORM
           STOP RUN.
