import { fits } from './version.ts';

export type Source = 'path' | 'cache' | 'release' | 'go';

export interface Situation {
  wanted: string;
  onPath: string | undefined;
  cached: boolean;
  hasGo: boolean;
  hasModule: boolean;
}

/** The sources worth trying, best first; an installed tool ends the search. */
export function planSources(situation: Situation): Source[] {
  if (fits(situation.onPath, situation.wanted)) return ['path'];
  if (situation.cached) return ['cache'];
  return situation.hasGo && situation.hasModule ? ['release', 'go'] : ['release'];
}

export interface Failure {
  source: Source;
  reason: string;
}

export function missingLine(name: string, version: string, failures: Failure[], situation: Situation): string {
  const tried = failures.map(({ source, reason }) => `${source}: ${reason}`);
  if (situation.hasModule && !situation.hasGo) tried.push('go: not installed');
  const minor = version.split('.').slice(0, 2).join('.');
  return `${name} ${version} cannot be had (${tried.join('; ')}). Put ${name} ${minor} on PATH, allow github.com, or install Go.`;
}
