import assert from 'node:assert/strict';
import { parseCertificate } from './certificate.ts';
import {
  type Made,
  makeAuthority,
  makeIntermediate,
  makeRevocationList,
  makeServer,
  type Wanted,
} from './certificates.fixture.ts';
import type { Relaxations, ShownCertificate, Verdict } from './certificates.ts';
import { checkCertificate } from './check.ts';
import { parseRevocationList } from './revocation-list.ts';

const day = 86_400_000;

interface Store {
  readonly trusted?: readonly Made[];
  readonly issuers?: readonly Made[];
  readonly lists?: readonly Buffer[];
  readonly anyTime?: readonly Made[];
}

const parsed = ({ der }: Made) => {
  const certificate = parseCertificate(der);
  assert.ok(certificate);
  return certificate;
};

function check(
  chain: readonly Made[],
  { trusted = [], issuers = [], lists = [], anyTime = [] }: Store,
  relaxed: Relaxations = {},
  shown: Partial<ShownCertificate> = {},
): Verdict {
  return checkCertificate(
    {
      chain: Buffer.concat(chain.map(({ der }) => der)),
      applicationUri: 'urn:plc',
      endpointUrl: 'opc.tcp://localhost:4840/x',
      securityPolicy: 'Basic256Sha256',
      ...shown,
    },
    {
      trusted: trusted.map(parsed),
      issuers: issuers.map(parsed),
      revocationLists: lists.flatMap((der) => parseRevocationList(der) ?? []),
      anyTime: new Set(anyTime.map((each) => parsed(each).sha256)),
    },
    relaxed,
    new Date(),
  );
}

const statusOf = (verdict: Verdict): string => (verdict.accepted ? 'Good' : verdict.status);
const ownStatus = async (wanted: Wanted, relaxed?: Relaxations, shown?: Partial<ShownCertificate>) => {
  const server = await makeServer(wanted);
  return statusOf(check([server], { trusted: [server] }, relaxed, shown));
};

describe('the check of a server certificate', function () {
  this.timeout(60_000);

  it('accepts one that is trusted itself, without a word', async () => {
    const server = await makeServer();
    assert.deepEqual(check([server], { trusted: [server] }), { accepted: true, warnings: [] });
  });

  it('refuses one that nobody trusted, and one that only an issuer leads from', async () => {
    const authority = await makeAuthority('authority');
    const server = await makeServer({}, authority);
    assert.equal(statusOf(check([server], {})), 'BadCertificateUntrusted');
    assert.equal(statusOf(check([server, authority], { issuers: [authority] })), 'BadCertificateUntrusted');
  });

  it('tells another certificate of the same name and key from the one that is trusted', async () => {
    const [one, other] = [await makeServer(), await makeServer()];
    assert.notDeepEqual(one.der, other.der);
    assert.equal(statusOf(check([other], { trusted: [one] })), 'BadCertificateUntrusted');
  });

  it('is not led astray by an authority of the same name with another key', async () => {
    const real = await makeAuthority('authority');
    const server = await makeServer({}, real);
    const { keys } = await makeAuthority('forger');
    const false_ = await makeAuthority('authority', { bits: 3072 });
    assert.notEqual(keys, false_.keys);
    const lists = [await makeRevocationList(real, [])];
    assert.equal(statusOf(check([server], { trusted: [false_], lists })), 'BadCertificateUntrusted');
    assert.equal(statusOf(check([server], { trusted: [false_, real], lists })), 'Good');
  });

  it('calls what is no certificate invalid', () => {
    const nothing = { der: Buffer.from('no certificate at all') } as Made;
    assert.equal(statusOf(check([nothing], {})), 'BadCertificateInvalid');
    assert.equal(statusOf(check([], {})), 'BadCertificateInvalid');
  });

  it('goes by the chain that a server sends to an authority that is trusted', async () => {
    const root = await makeAuthority('root');
    const middle = await makeIntermediate('middle', root);
    const server = await makeServer({}, middle);
    const lists = [await makeRevocationList(root, []), await makeRevocationList(middle, [])];
    assert.equal(statusOf(check([server, middle], { trusted: [root], lists })), 'Good');
    assert.equal(statusOf(check([server], { trusted: [root], issuers: [middle], lists })), 'Good');
    assert.equal(statusOf(check([server], { trusted: [root], lists })), 'BadCertificateUntrusted');
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = lists;
    assert.equal(
      statusOf(check([server, middle], { trusted: [root], lists: [second] })),
      'BadCertificateIssuerRevocationUnknown',
    );
    assert.equal(
      statusOf(check([server, middle], { trusted: [root], lists: [first] })),
      'BadCertificateRevocationUnknown',
    );
    const gone = [await makeRevocationList(root, [middle]), second];
    assert.equal(
      statusOf(check([server, middle], { trusted: [root], lists: gone }, { missingRevocationList: true })),
      'BadCertificateIssuerRevoked',
    );
  });

  it('lets no server issue certificates', async () => {
    const server = await makeServer({ name: 'not an authority' });
    const child = await makeServer({ name: 'child' }, server);
    const verdict = check([child], { trusted: [server] }, { missingRevocationList: true });
    assert.equal(statusOf(verdict), 'BadCertificateIssuerUseNotAllowed');
  });

  it('minds the time, of issuers too, unless the override names that very certificate', async () => {
    const past = { from: Date.now() - 10 * day, to: Date.now() - day };
    const expired = await makeServer(past);
    assert.equal(statusOf(check([expired], { trusted: [expired] })), 'BadCertificateTimeInvalid');
    assert.equal(await ownStatus({ from: Date.now() + day }), 'BadCertificateTimeInvalid');
    const other = await makeServer({ ...past, name: 'other' });
    const trusted = [expired, other];
    assert.equal(statusOf(check([expired], { trusted, anyTime: [other] })), 'BadCertificateTimeInvalid');
    const verdict = check([expired], { trusted, anyTime: [expired] });
    assert.ok(verdict.accepted);
    assert.deepEqual(
      verdict.warnings.map(({ status }) => status),
      ['BadCertificateTimeInvalid'],
    );
    const authority = await makeAuthority('old authority', past);
    const server = await makeServer({}, authority);
    const lists = [await makeRevocationList(authority, [])];
    assert.equal(
      statusOf(check([server], { trusted: [authority], lists })),
      'BadCertificateIssuerTimeInvalid',
    );
  });

  it('holds the host of the URL against names and addresses', async () => {
    const shown = (endpointUrl: string) => ({ endpointUrl });
    assert.equal(await ownStatus({}, {}, shown('opc.tcp://LOCALHOST:4840')), 'Good');
    assert.equal(await ownStatus({}, {}, shown('opc.tcp://127.0.0.1:4840')), 'Good');
    assert.equal(await ownStatus({ ip: ['::1'] }, {}, shown('opc.tcp://[::1]:4840')), 'Good');
    assert.equal(await ownStatus({ dns: ['10.0.0.7'], ip: [] }, {}, shown('opc.tcp://10.0.0.7')), 'Good');
    assert.equal(await ownStatus({}, {}, shown('opc.tcp://10.0.0.8')), 'BadCertificateHostNameInvalid');
    assert.equal(await ownStatus({}, {}, shown('opc.tcp://plc.example')), 'BadCertificateHostNameInvalid');
    const server = await makeServer();
    const verdict = check(
      [server],
      { trusted: [server] },
      { hostName: true },
      shown('opc.tcp://plc.example'),
    );
    assert.ok(verdict.accepted);
    assert.equal(verdict.warnings.length, 1);
  });

  it('holds the application that the endpoint names against the certificate', async () => {
    assert.equal(await ownStatus({}, {}, { applicationUri: 'urn:other' }), 'BadCertificateUriInvalid');
    assert.equal(await ownStatus({ uri: 'urn:PLC' }), 'BadCertificateUriInvalid');
  });

  it('wants a key and a signature that the policy allows', async () => {
    const weak = { bits: 1024 } as const;
    assert.equal(await ownStatus(weak), 'BadCertificatePolicyCheckFailed');
    assert.equal(await ownStatus(weak, {}, { securityPolicy: 'Basic256' }), 'Good');
    assert.equal(await ownStatus({}, {}, { securityPolicy: 'Unheard' }), 'BadCertificatePolicyCheckFailed');
  });

  it('refuses what a list revokes whoever trusts it, and wants a list that has not expired', async () => {
    const authority = await makeAuthority('authority');
    const [server, sister] = [await makeServer({}, authority), await makeServer({}, authority)];
    const lists = [await makeRevocationList(authority, [server])];
    const relaxed = { missingRevocationList: true };
    assert.equal(
      statusOf(check([server], { trusted: [authority], lists }, relaxed)),
      'BadCertificateRevoked',
    );
    assert.equal(
      statusOf(check([server, authority], { trusted: [server], lists }, relaxed)),
      'BadCertificateRevoked',
    );
    assert.equal(statusOf(check([sister], { trusted: [authority], lists })), 'Good');
    assert.equal(statusOf(check([sister], { trusted: [authority] })), 'BadCertificateRevocationUnknown');
    assert.equal(statusOf(check([sister], { trusted: [authority] }, relaxed)), 'Good');
    assert.equal(statusOf(check([sister], { trusted: [sister] })), 'Good');
    const old = [await makeRevocationList(authority, [server], Date.now() - day)];
    assert.equal(
      statusOf(check([sister], { trusted: [authority], lists: old })),
      'BadCertificateRevocationUnknown',
    );
    assert.equal(
      statusOf(check([server], { trusted: [authority], lists: old }, relaxed)),
      'BadCertificateRevoked',
    );
  });

  it('takes no list that another authority signed', async () => {
    const [authority, forger] = [await makeAuthority('authority'), await makeAuthority('forger')];
    const server = await makeServer({}, authority);
    const forged = await makeRevocationList({ ...forger, name: authority.name }, [server]);
    assert.equal(
      statusOf(check([server], { trusted: [authority], lists: [forged] })),
      'BadCertificateRevocationUnknown',
    );
  });
});
