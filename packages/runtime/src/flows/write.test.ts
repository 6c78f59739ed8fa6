import assert from 'node:assert/strict';
import { flowsItems } from '@millwright/flows';
import { runtimeErrors } from '../errors.ts';
import type { RawFlows } from '../red.ts';
import { planDeploy } from './plan.ts';
import { FlowStates, revisionOf } from './state.ts';
import { FlowsWriteRecord } from './write.ts';

const tab = (id: string) => ({ id, type: 'tab' });
const node = (id: string, z: string, more: object = {}) => ({ id, type: 'comment', z, ...more });

const states = new FlowStates();
const raw = (flows: readonly object[]): RawFlows => ({ flows, rev: revisionOf(states.divide(flows)) });

/** A write over flows that are active, of which some have credentials. */
function write(before: readonly object[] | null, withCredentials: readonly string[] = []) {
  let active = before && raw(before);
  const reader = {
    states,
    active: () => active,
    hasCredentials: (id: string) => withCredentials.includes(id),
  };
  const record = new FlowsWriteRecord(reader, planDeploy, 'full');
  const deploy = (flows: readonly object[], credentials?: object) => {
    record.begin({ deploymentType: 'full', flows: { flows, credentials } });
    return record;
  };
  const save = (flows: readonly object[]): void => {
    active = raw(flows);
    record.finish();
  };
  return { record, deploy, save };
}

describe('a write of flows', () => {
  it('keeps credentials out of before, candidate and result, and says whose they are', () => {
    const secret = { credentials: { password: 'SECRET' } };
    const { deploy, save } = write([tab('a'), node('x', 'a', secret), node('gone', 'a')], ['gone', 'x']);
    const record = deploy([tab('a'), node('x', 'a', secret), node('y', 'a')], { y: { password: 'SECRET' } });
    record.fix();
    save([tab('a'), node('x', 'a', secret), node('y', 'a')]);
    assert.deepEqual([...record.credentialsTouched].sort(), ['gone', 'x', 'y']);
    const { before, candidate, result } = record;
    const shown = [before?.items, before?.document, candidate, result?.items, result?.document];
    assert.ok(!JSON.stringify(shown).includes('SECRET'));
  });

  it('touches the credentials of all where the encrypted form is sent', () => {
    const record = write([tab('a')]).deploy([tab('a'), node('x', 'a')], { $: 'encrypted' });
    assert.deepEqual(record.credentialsTouched, ['a', 'x']);
  });

  it('shares parts that stay the same, from before to candidate to result', () => {
    const { deploy, save } = write([tab('a'), node('x', 'a'), tab('b')]);
    const record = deploy([tab('a'), node('x', 'a'), tab('b'), node('y', 'b')]);
    record.fix();
    assert.equal(record.candidate.parts[0], record.before?.document.parts[0]);
    save([tab('a'), node('x', 'a'), tab('b'), node('y', 'b')]);
    assert.equal(record.result?.document, record.candidate);
    assert.deepEqual(
      record.change().parts.map(({ id, state }) => [id, state]),
      [['b', 'changed']],
    );
  });

  it('tells what Node-RED left where that is not the candidate', () => {
    const { deploy, save } = write([]);
    const record = deploy([tab('a')]);
    record.fix();
    save([tab('other')]);
    assert.notEqual(record.result?.document, record.candidate);
    assert.deepEqual(flowsItems(record.result?.document ?? record.candidate), [tab('other')]);
  });

  it('has no before while nothing could be loaded', () => {
    const record = write(null).deploy([tab('a')]);
    assert.equal(record.before, undefined);
    assert.deepEqual(
      record.change().parts.map(({ state }) => state),
      ['added'],
    );
  });

  it('shows no change to who is told that its input was refused', () => {
    const { record } = write([tab('a')]);
    assert.throws(() => record.begin({ flows: { flows: 'none' } }), runtimeErrors.flowsInvalid.is);
    assert.deepEqual(record.change().parts, []);
    assert.deepEqual(record.credentialsTouched, []);
  });

  it('refuses what is nested so deep that what works on it would overflow the stack', () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    const { record } = write([tab('a')]);
    const begin = () => record.begin({ flows: { flows: [tab('a'), node('x', 'a', { deep })] } });
    assert.throws(begin, runtimeErrors.flowsTooDeep.is);
    assert.deepEqual(record.change().parts, []);
  });

  it('keeps the former input where a rewrite is not valid', () => {
    const record = write([tab('a')]).deploy([tab('a'), tab('b')]);
    assert.throws(() => record.read({ flows: { flows: [7] } }), runtimeErrors.flowsInvalid.is);
    assert.deepEqual(flowsItems(record.candidate), [tab('a'), tab('b')]);
    record.read({ flows: { flows: [tab('c')] } });
    assert.deepEqual(flowsItems(record.candidate), [tab('c')]);
  });
});
