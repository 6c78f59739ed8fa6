import { accessErrors } from '../../common/errors.ts';

/**
 * The commonest passwords that are long enough, and the parts that such are made of. Length is what the schema asks for;
 * what is in here falls at the first try anyway.
 */
const common: ReadonlySet<string> = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789012345',
  '1234567890123456',
  '123412341234',
  '123123123123',
  '121212121212',
  '112233445566',
  '098765432109',
  'abcdefghijkl',
  'abcdefghijklm',
  'abcdefghijklmnopqrstuvwxyz',
  'abcabcabcabc',
  'abcd1234abcd',
  'a1b2c3d4e5f6',
  'administrator',
  'administrator1',
  'administrator123',
  'adminadminadmin',
  'admin1234567',
  'admin12345678',
  'changemechangeme',
  'changeme1234',
  'correcthorsebatterystaple',
  'correct horse battery staple',
  'iloveyouiloveyou',
  'letmeinletmein',
  'letmein12345',
  'loginloginlogin',
  'millwright12',
  'millwright123',
  'millwright1234',
  'millwrightmillwright',
  'node-red-node-red',
  'noderednodered',
  'nodered12345',
  'password1234',
  'password12345',
  'password123456',
  'password123!',
  'passwordpassword',
  'passwordpassword1',
  'passw0rdpassw0rd',
  'passwort1234',
  'passwort12345',
  'passwortpasswort',
  'p@ssw0rd1234',
  'qwertyqwerty',
  'qwerty123456',
  'qwerty1234567',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopasdfghjkl',
  'qwertzuiop12',
  'qwertzuiopasdfghjkl',
  'qwertzqwertz',
  'raspberryraspberry',
  'raspberrypi3',
  'raspberrypi4',
  'secretsecret',
  'superadmin123',
  'test12345678',
  'testtesttest',
  'welcome12345',
  'welcomewelcome',
  'willkommen123',
  'willkommen1234',
  '1q2w3e4r5t6y',
  '1q2w3e4r5t6z',
  '1qaz2wsx3edc',
  'zaq12wsxcde3',
]);

/** How many characters a password has to have beside the name. */
const besideName = 6;

/**
 * What the schema cannot say of a password.
 *
 * @throws `access.password-weak`
 */
export function checkPassword(password: string, name: string): void {
  const plain = password.normalize('NFC').toLowerCase();
  if (common.has(plain) || new Set(plain).size < 4) throw accessErrors.passwordWeak({ why: 'common' });
  const rest = plain.split(name.normalize('NFC').toLowerCase()).join('');
  if (rest.length < Math.min(besideName, plain.length)) throw accessErrors.passwordWeak({ why: 'name' });
}
