import { defineErrors } from '@millwright/schema';
import type { AddressProblem } from './address.ts';

const problems: Readonly<Record<AddressProblem, string>> = {
  'no-address': 'it is empty',
  'other-server': 'it names a node of another server',
  'bad-namespace': 'its namespace is no number up to 65535 and no URI',
  'no-identifier': 'it names no node: i=, s=, g= or b= is missing, or nothing follows it',
  'bad-number': 'i= takes a number from 0 to 4294967295',
  'bad-guid': 'g= takes a GUID such as 09087e75-8e5e-499b-954f-f2a9603db28a',
  'bad-bytes': 'b= takes bytes as base64',
  'null-node': 'i=0 stands for no node at all',
  'bad-path-namespace': 'what stands before the colon of a name is no number up to 65535',
  'bad-reference': 'a step of a path begins with / or . or a type of reference between < and >',
  'empty-step': 'a step of the path has no name',
  'too-many-steps': 'it has more than 64 steps',
};

export const addressErrors = defineErrors('opcua', {
  badAddress: {
    status: 400,
    family: 'caller',
    message: ({ address, problem }: { address: string; problem: AddressProblem }) =>
      `"${address.slice(0, 200)}" is no address: ${problems[problem]}`,
  },
  namespaceUnknown: {
    status: 404,
    family: 'world',
    message: ({ uri }: { uri: string }) => `The server has no namespace ${uri} now`,
  },
  otherServer: {
    status: 400,
    family: 'caller',
    message: ({ address }: { address: string }) => `${address} is in another server`,
  },
  referenceTypeUnknown: {
    status: 400,
    family: 'caller',
    message: ({ name }: { name: string }) => `The specification defines no type of reference "${name}"`,
  },
  pathAmbiguous: {
    status: 409,
    family: 'world',
    message: ({ path, nodes }: { path: string; nodes: readonly string[] }) =>
      `The path ${path} leads to more than one node: ${nodes.join(', ')}`,
  },
  pathUnresolved: {
    status: 503,
    family: 'world',
    message: ({ path }: { path: string }) =>
      `The session is another one than the path ${path} was resolved in. Try again`,
  },
  sessionChanged: {
    status: 503,
    family: 'world',
    message: () => 'The session is another one than the request was begun in. Try again',
  },
});
