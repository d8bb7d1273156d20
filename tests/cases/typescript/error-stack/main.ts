type Nothing = undefined;

async function broken(value?: Nothing): Promise<number> {
  await null;
  return (value as any).length;
}

try {
  await broken();
} catch (error) {
  console.log((error as Error).message, (error as Error).stack?.includes('main.ts:5:'));
}
interface Late { x: number }
Promise.reject(new Error('late'));
