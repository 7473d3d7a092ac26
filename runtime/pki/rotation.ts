import { createHash, type X509Certificate } from 'node:crypto';
import { lifeOf } from './identity';

const HOUR = 3_600_000;

/** Times that the rotation of authorities goes by. */
export interface RotationTimes {
  /** Hours that a new authority is trusted before it signs. */
  readonly overlapHours: number;
  /** Hours of the longest-lived certificate that an authority signs. */
  readonly longestLifeHours: number;
}

/** One authority among those that are kept. Times are milliseconds since 1970. */
export interface AuthorityState {
  readonly certificate: X509Certificate;
  /**
   * `waiting`: trusted and does not sign yet; `signing`; `retiring`: trusted until every certificate that it signed has expired;
   * `dropped`: trusted no more.
   */
  readonly state: 'waiting' | 'signing' | 'retiring' | 'dropped';
  readonly signsFrom: number;
  /** When it is dropped; its own end where no other follows. */
  readonly droppedAt: number;
}

/**
 * What each authority does now, oldest first. It follows from the times in their certificates alone, so that every relay instance
 * comes to the same answer: the first signs at once, each further one after the overlap, or
 * once the one before has ended.
 */
export function rotation(
  certificates: readonly X509Certificate[],
  now: number,
  { overlapHours, longestLifeHours }: RotationTimes,
): readonly AuthorityState[] {
  const sorted = [...certificates].sort(inOrder);
  const begins = sorted.map((certificate, index) => {
    const { notBefore } = lifeOf(certificate);
    const before = sorted[index - 1];
    return before === undefined
      ? notBefore
      : Math.max(notBefore, Math.min(notBefore + overlapHours * HOUR, lifeOf(before).expires));
  });
  const signing = begins.findLastIndex((begin) => begin <= now);
  return sorted.map((certificate, index) => {
    const { expires } = lifeOf(certificate);
    const next = begins[index + 1];
    const droppedAt = next === undefined ? expires : Math.min(expires, next + longestLifeHours * HOUR);
    const signsFrom = begins[index] ?? expires;
    if (now >= droppedAt) {
      return { certificate, state: 'dropped', signsFrom, droppedAt };
    }
    const state = index > signing ? 'waiting' : index === signing ? 'signing' : 'retiring';
    return { certificate, state, signsFrom, droppedAt };
  });
}

/** By the beginning of their lives; those that begin in the same second by their digest, so that the order is always the same. */
function inOrder(a: X509Certificate, b: X509Certificate): number {
  const difference = lifeOf(a).notBefore - lifeOf(b).notBefore;
  return difference === 0 ? (digest(a) < digest(b) ? -1 : 1) : difference;
}

function digest(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex');
}
