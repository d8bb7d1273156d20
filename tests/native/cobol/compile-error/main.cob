       IDENTIFICATION DIVISION.
       PROGRAM-ID. WRONG.
       PROCEDURE DIVISION.
           DISPLAY "never printed".
           DISPLAY UNDECLARED-NAME.
           STOP RUN.
