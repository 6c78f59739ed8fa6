import assert from 'node:assert/strict';
import { accessErrors } from '../../common/errors.ts';
import { Passwords } from './password.ts';
import { checkPassword } from './password-rules.ts';

describe('passwords', () => {
  const passwords = new Passwords();
  let hash: string;
  before(async () => {
    hash = await passwords.hash('Füße im Getriebe');
  });

  it('are kept as a PHC string with method, cost and salt', async () => {
    assert.match(hash, /^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    assert.notEqual(await passwords.hash('Füße im Getriebe'), hash);
  });

  it('are recognised, however their letters were put together', async () => {
    assert.equal(await passwords.matches('Füße im Getriebe', hash), true);
    assert.equal(await passwords.matches('Füße im Getriebe'.normalize('NFD'), hash), true);
    assert.equal(await passwords.matches('Füße im getriebe', hash), false);
  });

  it('of nobody take as long, and are wrong', async () => {
    const time = async (given: string | undefined): Promise<number> => {
      const start = performance.now();
      assert.equal(await passwords.matches('something else', given), false);
      return performance.now() - start;
    };
    const [withHash, without] = [await time(hash), await time(undefined)];
    assert.ok(without > withHash / 5, `${without} ms without a hash, ${withHash} ms with one`);
  });

  it('are not tried when they are too long, or the hash is none', async () => {
    assert.equal(await passwords.matches('x'.repeat(257), hash), false);
    assert.equal(await passwords.matches('Füße im Getriebe', 'Füße im Getriebe'), false);
  });

  it('are neither right nor wrong while too many wait', async () => {
    const few = new Passwords(1);
    const first = few.matches('Füße im Getriebe', hash);
    assert.equal(few.isBusy, true);
    await assert.rejects(few.matches('Füße im Getriebe', hash), accessErrors.busy.is);
    assert.deepEqual([await first, few.isBusy], [true, false]);
  });

  it('that fall at the first try are refused', () => {
    for (const common of ['password1234', 'PASSWORD1234', 'aaaaaaaaaaaaaaa', '123456789012'])
      assert.throws(() => checkPassword(common, 'anna'), accessErrors.passwordWeak.is, common);
    for (const named of ['annabergmann', 'AnnaBergmann12', 'annabergmannannabergmann'])
      assert.throws(() => checkPassword(named, 'annabergmann'), accessErrors.passwordWeak.is, named);
    for (const good of ['seven green bottles', 'annabergmann rides a tram', 'k8$-0vB!qq2z'])
      checkPassword(good, 'annabergmann');
  });
});
