/** Names that only a machine, a home or a company knows (RFC 6761, 6762 and 8375, and what routers use). */
const privateNames = /^localhost$|\.(?:localhost|local|lan|internal|intranet|home|home\.arpa)$/;

/** Addresses that lead nowhere from outside (RFC 1918, 3927 and 6598, and of IPv6 4193 and 4291). */
const privateAddresses = [
  /^(?:0|10|127)\./,
  /^192\.168\./,
  /^169\.254\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^\[(?:::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/,
] as const;

/**
 * Whether nobody outside can reach a host by this name.
 *
 * @param host as `location.hostname` has it: an address of IPv6 in brackets
 */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (name.startsWith("[")) return privateAddresses.some((pattern) => pattern.test(name));
  if (/^[\d.]+$/.test(name)) return privateAddresses.some((pattern) => pattern.test(name));
  // A name without a dot is one of the local network.
  return !name.includes(".") || privateNames.test(name);
}
