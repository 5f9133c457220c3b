import { readFileSync } from 'node:fs';

// What Linux counts a process's time in, on every platform that Node runs on.
const ticksPerSecond = 100;

/** Processor time that a process has used, in seconds. Linux only. */
export const cpuSeconds = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
};

/** Memory that a process holds, in MB; what it shares with others is counted in each. Linux only. */
export const residentMb = (pid: number): number => {
  const [, kb = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1_024;
};

/** The same, but of what it shares with others only its part (PSS): of processes side by side the sum is what they take. */
export const proportionalMb = (pid: number): number => {
  const [, kb = '0'] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kb) / 1_024;
};

/** A counter as a service exposes it, summed over what it does not tell apart here. */
export const counterOf = async (url: string, name: string, label: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(label));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
};
