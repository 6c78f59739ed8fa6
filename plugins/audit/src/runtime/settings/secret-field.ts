import type { Destination } from '../../common/settings.ts';

/** A destination that may have a secret, which goes to its address and nowhere else. */
export type SecretDestination = Extract<Destination, { kind: 'webhook' | 'mqtt' }>;

export const hasSecret = (destination: Destination): destination is SecretDestination =>
  destination.kind === 'webhook' || destination.kind === 'mqtt';

export const secretFieldOf = ({ kind }: SecretDestination): 'token' | 'password' =>
  kind === 'webhook' ? 'token' : 'password';

/** As it was sent: see `secret` in the settings. */
export const secretOf = (destination: SecretDestination): string | null | undefined =>
  destination.kind === 'webhook' ? destination.token : destination.password;

/** The destination with this instead of its secret; undefined takes it out. */
export function withSecret(destination: Destination, secret: string | null | undefined): Destination {
  if (destination.kind === 'webhook') {
    const { token: _token, ...rest } = destination;
    return secret === undefined ? rest : { ...rest, token: secret };
  }
  if (destination.kind === 'mqtt') {
    const { password: _password, ...rest } = destination;
    return secret === undefined ? rest : { ...rest, password: secret };
  }
  return destination;
}
