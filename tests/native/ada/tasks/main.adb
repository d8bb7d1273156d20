with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
   protected Counter is
      procedure Add;
      function Value return Integer;
   private
      Count : Integer := 0;
   end Counter;
   protected body Counter is
      procedure Add is
      begin
         Count := Count + 1;
      end Add;
      function Value return Integer is (Count);
   end Counter;
   task type Worker;
   task body Worker is
   begin
      for I in 1 .. 1000 loop
         Counter.Add;
      end loop;
   end Worker;
   task Server is
      entry Ping (N : Integer);
   end Server;
   task body Server is
   begin
      loop
         select
            accept Ping (N : Integer) do
               Put_Line ("pong" & N'Image);
            end Ping;
         or
            terminate;
         end select;
      end loop;
   end Server;
begin
   declare
      Workers : array (1 .. 4) of Worker;
   begin
      null;
   end;
   Put_Line (Counter.Value'Image);
   Server.Ping (1);
   delay 0.01;
   Server.Ping (2);
end Main;
