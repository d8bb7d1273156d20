export interface Shape { width: number; height: number }
export const area = ({ width, height }: Shape): number => width * height;
const unit: Shape = { width: 2, height: 3 };
export default unit;
