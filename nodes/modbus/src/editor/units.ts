/** A unit is one byte. */
export const lastUnit = 255;

export const isUnit = (number: number): boolean =>
  Number.isInteger(number) && number >= 0 && number <= lastUnit;
