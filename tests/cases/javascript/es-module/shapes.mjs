export const area = (w, h) => w * h;
