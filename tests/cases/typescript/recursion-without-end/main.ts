function down(n: number): number { return 1 + down(n + 1); }
try {
  down(0);
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
