include lib.fs
21 twice . cr
create buf 200 allot
variable f
: open-in r/o open-file throw f ! ;
: lines begin buf 100 f @ read-line throw while buf swap type ." |" repeat drop f @ close-file throw ;
s" data.txt" open-in lines cr
s" out.txt" w/o create-file throw f !
s" written" f @ write-line throw s" more" f @ write-file throw f @ close-file throw
s" out.txt" open-in lines cr
s" none.txt" r/o open-file nip 0= . cr
s" out.txt" delete-file . s" out.txt" r/o open-file nip 0= . cr
