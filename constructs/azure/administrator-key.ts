/**
 * An SSH public key that nobody has the private key of. Azure demands a key for a machine without a password; where the
 * declaration gives none, nobody can log in.
 *
 * Its point on the curve is chosen by a digest: SHA-256 of `cdktf-app-proxy administrator key <n>` for the first n = 0, 1,
 * 2, ... whose 32 bytes are the encoding of a point of edwards25519. To know a private key for it one would have to solve
 * the discrete logarithm. A test does the derivation again.
 */
export const NOBODYS_SSH_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAIni06B2P1bAPhYLp/uBIz2uWayhmGoi+sMJahh7/DM';
