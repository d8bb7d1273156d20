echo begin
sleep 60
echo end
