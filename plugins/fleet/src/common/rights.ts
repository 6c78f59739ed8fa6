/** Permissions that some routes ask beside their own, since more than the fleet is touched. */
export const furtherRights = {
  /** A device has credentials and secret values in the clear. */
  handOutCredentials: 'flows.write',
  /** A plan tells what flows hold, and a release is made of them. */
  readFlows: 'flows.read',
  readVersions: 'millwright.history.read',
  /** The instance goes where it is told, from inside of its network. */
  connect: 'flows.write',
} as const;
