export const round3 = (value: number): number => Math.round(value * 1000) / 1000;
