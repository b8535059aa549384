// The check letter leaves out I, O and Q, which read as 1 and 0.
const CHECK_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

/** The check letter of a UAI: its seven digits modulo 23. @throws RangeError unless given exactly seven digits. */
export function uaiCheckLetter(digits: string): string {
  const letter = /^\d{7}$/.test(digits) ? CHECK_LETTERS[Number(digits) % CHECK_LETTERS.length] : undefined;
  if (!letter) throw new RangeError(`not the seven digits of a UAI: ${digits}`);
  return letter;
}

/** Whether a string is a well-formed UAI (RNE of old): seven digits and their check letter. */
export function isUai(value: string): boolean {
  return /^\d{7}[A-Z]$/.test(value) && uaiCheckLetter(value.slice(0, 7)) === value.slice(7);
}
