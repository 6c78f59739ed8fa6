import assert from 'node:assert/strict';
import { auditErrors } from '../../common/errors.ts';
import { EventTypes, eventOfPackage } from './event-types.ts';

const setpoint = { name: 'oven.setpoint.write', fields: { celsius: 'integer', by: 'text' } } as const;

describe('event types of other packages', () => {
  const is =
    ({ code }: { readonly code: string }) =>
    (error: unknown) =>
      (error as { code?: unknown }).code === code;

  it('can be declared more than once, alike, and go with the last one who did', () => {
    const types = new EventTypes();
    const [one, other] = [types.declare([setpoint]), types.declare([setpoint])];
    one();
    one();
    assert.deepEqual(types.fieldsOf(setpoint.name), setpoint.fields);
    other();
    assert.throws(() => types.fieldsOf(setpoint.name), is(auditErrors.eventTypeUnknown));
  });

  it('are refused where they are taken, or could be taken for events of others', () => {
    const types = new EventTypes();
    types.declare([setpoint]);
    const taken = { name: setpoint.name, fields: { celsius: 'text' } } as const;
    assert.throws(() => types.declare([taken]), is(auditErrors.eventTypeTaken));
    for (const name of ['flows.deploy', 'auth.mine', 'audit.begin', 'access.x', 'oven', 'Oven.x', 'a..b', ''])
      assert.throws(() => types.declare([{ name, fields: {} }]), is(auditErrors.eventTypeInvalid), name);
    const left = { name: 'oven.left', fields: { constructor: 'text' } } as const;
    assert.throws(() => types.declare([left]), is(auditErrors.eventTypeInvalid));
    const odd = { name: 'oven.odd', fields: { 'a b': 'text' } } as const;
    assert.throws(
      () => types.declare([{ name: 'oven.fine', fields: {} }, odd]),
      is(auditErrors.eventTypeInvalid),
    );
    assert.throws(() => types.fieldsOf('oven.fine'), is(auditErrors.eventTypeUnknown));
  });

  it('carry what was declared, in the kind that was declared, and nothing else', () => {
    const event = eventOfPackage(
      {
        name: setpoint.name,
        outcome: 'success',
        target: { kind: 'oven', id: '3', name: 'Oven 3' },
        reason: 'password=hunter2, too cold',
        data: { celsius: 180, by: 7, secret: 'x' },
      },
      setpoint.fields,
      { actor: { kind: 'user', name: 'anna' } },
      { services: {}, now: () => 5 },
    );
    assert.deepEqual(event, {
      time: 5,
      name: setpoint.name,
      class: 'change',
      outcome: 'success',
      actor: { kind: 'user', name: 'anna' },
      target: { kind: 'oven', id: '3', name: 'Oven 3' },
      reason: 'password=***, too cold',
      data: { celsius: 180 },
    });
  });
});
