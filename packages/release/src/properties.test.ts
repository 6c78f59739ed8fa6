import assert from 'node:assert/strict';
import { canonicalText, isCodedError } from '@millwright/schema';
import fc from 'fast-check';
import { checkDesired, type LastDesired } from './desired/check-desired.ts';
import { desiredDocument } from './desired/desired.ts';
import { signDocument } from './document/document.ts';
import { signEnvelope } from './document/envelope.ts';
import { releaseErrors } from './errors.ts';
import type { SigningKey } from './keys/keys.ts';
import {
  clock,
  desired,
  deviceKey,
  hubKey,
  reported,
  signingKeyOf,
  traits,
  trust,
} from './people.fixture.ts';
import {
  codeText,
  held,
  receivers,
  type SampleName,
  samples,
  signedSample,
  usual,
} from './receivers.fixture.ts';
import { checkReported, type ReportRecord } from './reported/check-reported.ts';
import { reportedDocument } from './reported/reported.ts';
import { type Trust, trustDocument, trustRoles } from './trust/trust.ts';
import { nextTrust } from './trust/trust-chain.ts';

const all = process.env['MILLWRIGHT_ALL'] === '1';
/** `SEED=` repeats a run; without it each run is a new one, and a failure prints its seed. */
const parameters = {
  seed: Number(process.env['SEED'] ?? Date.now() % 2 ** 31),
  numRuns: all ? 2000 : 100,
};
const holds = <Given extends [unknown, ...unknown[]]>(property: fc.IProperty<Given>): void =>
  fc.assert(property, parameters);

const names = Object.keys(samples) as SampleName[];
const arbitraryName = fc.constantFrom(...names);

/** @returns the code that it is refused with, undefined if it is accepted. What has no code is a fault of ours. */
function refusalOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (isCodedError(error) && error.family === 'caller') return error.code;
    throw error;
  }
}

describe(`documents, whatever arrives (SEED=${parameters.seed})`, () => {
  /** Each bit at full width, else every seventh one, another one of the seven in each run. */
  const stride = all ? 1 : 7;
  for (const name of names)
    it(`no bit of a ${name} can be turned around`, () => {
      const bytes = Buffer.from(signedSample(name));
      for (let bit = parameters.seed % stride; bit < bytes.length * 8; bit += stride) {
        const at = bit >> 3;
        const mask = 1 << (bit & 7);
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        assert.ok(
          refusalOf(() => receivers[name](bytes, usual)),
          `bit ${bit}`,
        );
        bytes[at] = (bytes[at] ?? 0) ^ mask;
      }
      assert.ok(receivers[name](bytes, usual));
    });

  it('any text and any bytes are refused with a code', () => {
    const anyText = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 }));
    holds(
      fc.property(arbitraryName, anyText, (name, source) => {
        assert.ok(refusalOf(() => receivers[name](source, usual)));
      }),
    );
  });

  it('any JSON in an envelope is refused with a code, though it is signed', () => {
    holds(
      fc.property(arbitraryName, fc.jsonValue({ maxDepth: 4 }), (name, value) => {
        const { document, keys } = samples[name];
        const text = signEnvelope(document.payloadType, Buffer.from(canonicalText(value) ?? 'null'), keys);
        assert.ok(refusalOf(() => receivers[name](text, usual)));
      }),
    );
  });

  it('any JSON in the place of an envelope or of what is in it is refused with a code', () => {
    const member = fc.constantFrom('payload', 'payloadType', 'signatures', 'keyid', 'sig');
    holds(
      fc.property(arbitraryName, member, fc.jsonValue({ maxDepth: 3 }), (name, replaced, value) => {
        const envelope = JSON.parse(signedSample(name));
        const [holder] = replaced in envelope ? [envelope] : envelope.signatures;
        fc.pre(canonicalText(holder[replaced]) !== canonicalText(value));
        holder[replaced] = value;
        assert.ok(refusalOf(() => receivers[name](canonicalText(envelope) ?? '', usual)));
      }),
    );
  });

  it('any JSON in the place of a member is refused with a code, or read as one text', () => {
    holds(
      fc.property(arbitraryName, fc.nat(), fc.jsonValue({ maxDepth: 3 }), (name, index, value) => {
        const { document, content } = samples[name];
        const members = Object.keys(content);
        const changed = { ...content, [members[index % members.length] ?? '']: value };
        refusalOf(() => receivers[name](signedSample(name, changed), usual));
        refusalOf(() => {
          const payload = Buffer.from(canonicalText(changed) ?? '');
          assert.deepEqual(Buffer.from(document.encode(document.decode(payload))), payload);
        });
      }),
    );
  });

  it('no edit of an enrolment code is taken for another code', () => {
    const compact = codeText.replaceAll('-', '');
    const read = (text: string) => receivers.code(text, usual);
    holds(
      fc.property(fc.nat(compact.length), fc.nat(4), fc.string({ maxLength: 4 }), (at, removed, added) => {
        const edited = compact.slice(0, at) + added + compact.slice(at + removed);
        if (refusalOf(() => read(edited)) === undefined)
          assert.deepEqual(canonicalText(read(edited)), canonicalText(read(codeText)));
      }),
    );
  });
});

describe(`trust, whoever signs (SEED=${parameters.seed})`, () => {
  const keys = [1, 2, 3, 4].map((number) => signingKeyOf(`any ${number}`));
  const role = fc
    .record({ keys: fc.subarray(keys, { minLength: 1 }), threshold: fc.nat() })
    .map(({ keys: own, threshold }) => ({ keys: own, threshold: 1 + (threshold % own.length) }));
  const roles = fc.record({ release: role, hub: role });
  const trustOf = (
    version: number,
    own: Readonly<Record<'release' | 'hub', { keys: SigningKey[]; threshold: number }>>,
  ): Trust => ({
    ...trust,
    version,
    roles: {
      release: { ...own.release, keys: own.release.keys.map((key) => key.public.text) },
      hub: { ...own.hub, keys: own.hub.keys.map((key) => key.public.text) },
    },
  });

  it('goes on exactly if enough keys of each role, before and after, have signed', () => {
    holds(
      fc.property(roles, roles, fc.subarray(keys), (before, after, signers) => {
        const text = signDocument(trustDocument, trustOf(2, after), signers);
        const from = { trust: trustOf(1, before), digest: held.digest };
        const enough = [before, after].every((own) =>
          trustRoles.every(
            (name) => own[name].keys.filter((key) => signers.includes(key)).length >= own[name].threshold,
          ),
        );
        const refusal = refusalOf(() => nextTrust(from, text));
        if (refusal === releaseErrors.oneKey.code) assert.ok(enough);
        else assert.equal(refusal === undefined, enough, refusal);
      }),
    );
  });
});

describe(`numbers, whatever comes in which order (SEED=${parameters.seed})`, () => {
  it('of what the hub wants only grow, and each is taken once', () => {
    const deliveries = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 });
    holds(
      fc.property(deliveries, (counters) => {
        let last: LastDesired | undefined;
        const taken: number[] = [];
        for (const counter of counters) {
          const text = signDocument(desiredDocument, { ...desired, counter }, [hubKey]);
          const refusal = refusalOf(() => {
            const context = { device: traits.id, trust, clock, ...(last && { last }) };
            const checked = checkDesired(text, context);
            if (!checked.isAgain) taken.push(counter);
            last = checked.last;
          });
          assert.ok(refusal === undefined || refusal === releaseErrors.replayed.code, refusal);
        }
        assert.ok(taken.every((counter, at) => at === 0 || counter > (taken[at - 1] ?? 0)));
        assert.equal(taken.at(-1), counters.length > 0 ? Math.max(...counters) : undefined);
      }),
    );
  });

  /** How many reports each start of a device makes. */
  const starts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });
  const reportsOf = (name: string, lengths: readonly number[], from: number): readonly string[] => {
    let counter = from;
    return lengths.flatMap((length, start) => {
      const since = counter + 1;
      const boot = `boot-${name}-${start}`.padEnd(20, '0');
      return Array.from({ length }, () => {
        counter++;
        return signDocument(reportedDocument, { ...reported, boot, since, counter }, [deviceKey]);
      });
    });
  };
  const device = { id: traits.id, key: deviceKey.public.text, isShutOut: false };
  function refusalsOf(texts: readonly string[]): readonly string[] {
    let record: ReportRecord | undefined;
    return texts.flatMap((text) => {
      const refusal = refusalOf(() => {
        record = checkReported(text, { device, ...(record && { record }) }).record;
      });
      return refusal ?? [];
    });
  }

  it('of one device accuse nobody: lost, late, twice, or in another order', () => {
    const order = fc.array(fc.nat(), { maxLength: 40 });
    holds(
      fc.property(starts, order, (lengths, drawn) => {
        const texts = reportsOf('one', lengths, 0);
        const arriving = drawn.map((each) => texts[each % texts.length] ?? '');
        assert.ok(refusalsOf(arriving).every((code) => code === releaseErrors.replayed.code));
      }),
    );
  });

  it('of a device and its copy are told apart, in whatever order they are heard', () => {
    holds(
      fc.property(starts, starts, fc.array(fc.boolean(), { maxLength: 60 }), (one, other, turns) => {
        const lines = [reportsOf('one', one, 100), reportsOf('two', other, 100)] as const;
        const left: readonly [string[], string[]] = [[...lines[0]], [...lines[1]]];
        const heard = turns.flatMap((first) => left[first ? 0 : 1].shift() ?? []);
        const both = lines.every((line) => line.some((text) => heard.includes(text)));
        assert.equal(refusalsOf(heard).includes(releaseErrors.copiedDevice.code), both);
      }),
    );
  });
});
