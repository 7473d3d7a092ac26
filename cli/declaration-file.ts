import type { Finding, LoadResult } from '../declaration/index';
import type { Deployment, Group } from '../declaration/model';
import { didYouMean } from './did-you-mean';
import { EXIT } from './exit-codes';
import { Failure } from './failure';
import { count } from './layout';
import type { Terminal } from './terminal';

/** The declaration that every command reads when it is given no other. */
export const DEFAULT_FILE = 'app-proxy.yaml';

/** What every command's `--json` begins with. */
export interface FindingsJson {
  readonly ok: boolean;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** A declaration without errors. */
export interface Declared {
  readonly deployment: Deployment;
  readonly findings: FindingsJson;
}

/**
 * Loads a declaration for a command that goes on with it, and prints what it finds. Where there are
 * errors it leaves exit code 1 and returns nothing; with `json` they are the command's answer.
 */
export async function readDeclaration(
  terminal: Terminal,
  file: string,
  json: boolean,
): Promise<Declared | undefined> {
  const result = await loadAndPrint(terminal, file);
  const findings = findingsJson(result);
  if (result.ok) {
    return { deployment: result.deployment, findings };
  }
  terminal.exitCode = EXIT.no;
  terminal.err.line(verdict(file, result));
  if (json) {
    terminal.out.json(findings);
  }
  return undefined;
}

/** Loads a declaration and prints its findings to the error stream. */
export async function loadAndPrint({ err }: Terminal, file: string): Promise<LoadResult> {
  // Loaded here, so that help does without it.
  const { formatFindings, loadDeclaration } = await import('../declaration/index.js');
  // The executable is made by whoever writes it somewhere.
  const result = loadDeclaration(file, { makeProgram: false });
  if (!result.ok) {
    err.line(formatFindings(result.errors));
  }
  if (result.warnings.length > 0) {
    err.line(err.colors.yellow(formatFindings(result.warnings)));
  }
  return result;
}

export function findingsJson(result: LoadResult): FindingsJson {
  return { ok: result.ok, errors: result.ok ? [] : result.errors, warnings: result.warnings };
}

/** One line that says how a declaration stands. */
export function verdict(file: string, result: LoadResult): string {
  const warnings = result.warnings.length > 0 ? `, ${count(result.warnings.length, 'warning')}` : '';
  return result.ok
    ? `${file}: ${groupsAndApplications(result.deployment)}: valid${warnings}`
    : `${file}: ${count(result.errors.length, 'error')}${warnings}`;
}

/** `3 groups, 7 applications`. */
export function groupsAndApplications(deployment: Deployment): string {
  const groups = Object.values(deployment.groups);
  const applications = groups.reduce((sum, group) => sum + Object.keys(group.applications).length, 0);
  return `${count(groups.length, 'group')}, ${count(applications, 'application')}`;
}

/** The groups that a command is about: all, or the one that `--group` names. */
export function chosenGroups(deployment: Deployment, name: string | undefined): readonly Group[] {
  const groups = Object.values(deployment.groups);
  if (name === undefined) {
    return groups;
  }
  const group = deployment.groups[name];
  if (group === undefined) {
    const names = groups.map((each) => each.name);
    const declared = names.length === 0 ? 'none is declared' : `declared are ${names.join(', ')}`;
    throw new Failure(
      `--group: there is no group '${name}'; ${declared}${didYouMean(name, names)}`,
      EXIT.usage,
    );
  }
  return [group];
}
