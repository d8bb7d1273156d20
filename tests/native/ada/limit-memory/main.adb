procedure Main is
   type Block is array (Positive range <>) of Integer;
   type Block_Access is access Block;
   Last : Block_Access with Volatile;
begin
   loop
      Last := new Block (1 .. 100_000);
      Last.all := (others => 1);
   end loop;
end Main;
