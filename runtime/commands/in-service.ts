import { askEach, nothingRuns, type Asked, type Target } from './local-process';

/** Whether what runs on this machine is in service, and why not. */
export interface InService {
  readonly yes: boolean;
  /** One line: what was found. */
  readonly text: string;
}

/** Everything that runs here must be in service, and something must run. */
export async function inService(all: readonly Target[]): Promise<InService> {
  const asked = await askEach(all, '/readyz');
  if (asked.length === 0) return { yes: false, text: nothingRuns(all) };
  return {
    yes: asked.every(({ reply }) => reply?.status === 200),
    text: asked.map(said).join('; '),
  };
}

function said({ target, reply, problem }: Asked): string {
  return `${target.name}: ${problem ?? reply?.text.trim() ?? ''}`;
}
