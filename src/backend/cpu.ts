import { readFileSync } from 'node:fs';
import { arch } from 'node:os';

/** The instruction sets that decide the speed of float32 matrix products, as Linux names them. */
const INTERESTING_FLAGS = ['avx2', 'fma', 'avx512f', 'avx512_vnni', 'amx_bf16', 'asimd', 'sve'];

/** Those of the interesting instruction sets that this CPU has. */
export function cpuFlags(cpuInfo = readCpuInfo()): string[] {
  const line = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuInfo)?.[1] ?? '';
  const flags = new Set(line.trim().split(/\s+/));
  return INTERESTING_FLAGS.filter((flag) => flags.has(flag));
}

function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return `flags: ${arch()}`;
  }
}
