// First passwords that can be read aloud: no letters or digits that look alike.
const SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
const LENGTH = 16;

export function firstPassword(
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
): string {
  let password = "";
  while (password.length < LENGTH) {
    for (const byte of random(new Uint8Array(LENGTH * 2))) {
      // Bytes beyond the last whole round would make the first signs likelier.
      if (byte < 256 - (256 % SIGNS.length) && password.length < LENGTH) password += SIGNS[byte % SIGNS.length];
    }
  }
  return password;
}
