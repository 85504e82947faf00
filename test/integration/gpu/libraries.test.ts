import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { compiler } from '../../../scripts/setup/compiler.mjs';
import { CUDA_LIBRARIES, gpuObstacles } from '../../../src/backend/gpu.ts';
import { askGpu } from '../../../src/backend/gpuReport.ts';
import { findNativeBuild } from '../../../src/backend/nativeBuild.ts';
import { H100, driverEnvironment, makeDriver } from '../../support/stagedDriver.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const build = findNativeBuild('gpu');
const cpuBuild = findNativeBuild('cpu');

/** Asks XLA's own function where it looks for CUDA's tools: `roots LIBRARY`. */
const CUDA_ROOTS = `
#include <dlfcn.h>
#include <iostream>
#include <string>
#include <vector>
int main(int, char **arguments) {
  void *library = dlopen(arguments[1], RTLD_LAZY);
  void *function = library == nullptr ? nullptr : dlsym(library, "_ZN3tsl18CandidateCudaRootsB5cxx11Ev");
  if (function == nullptr) return std::cerr << dlerror(), 1;
  const auto roots = reinterpret_cast<std::vector<std::string> (*)()>(function);
  for (const std::string &root : roots()) std::cout << root << '\\n';
}
`;

describe.skipIf(build === null)(
  `the GPU build${build === null ? ' (SKIPPED: npm run setup -- --gpu has not run here)' : ''}`,
  () => {
    const { libraryFolder, bindingPath } = build ?? { libraryFolder: '', bindingPath: '' };

    test('lies beside the CPU build, and one binding file serves both', () => {
      expect(cpuBuild).not.toBeNull();
      expect(readFileSync(bindingPath)).toEqual(readFileSync(cpuBuild?.bindingPath ?? ''));
    });

    test('can be opened, every library of it, where a driver is installed, with no path to them set', () => {
      using driver = temporaryFolder();
      makeDriver(driver.path);
      for (const [name, value] of Object.entries(
        driverEnvironment(driver.path, { gpus: [H100] }),
      )) {
        vi.stubEnv(name, value);
      }
      vi.stubEnv('CUDA_VISIBLE_DEVICES', undefined);
      const all = readdirSync(libraryFolder);
      expect(all).toEqual(expect.arrayContaining([...CUDA_LIBRARIES]));
      for (const name of ['libnccl.so.2', 'libcupti.so.12', 'libnvJitLink.so.12']) {
        expect(all).toContain(name);
      }
      expect(all.filter((name) => name.startsWith('libcudnn_')).length).toBeGreaterThan(6);
      if (build === null) return;
      const report = askGpu(build, all);
      expect(gpuObstacles(report)).toEqual([]);
      expect(report.libraries).toHaveLength(all.length);
      const versions = Object.fromEntries(
        report.libraries.map(({ name, version }) => [name, version]),
      );
      expect(versions).toMatchObject({ 'libcudart.so.12': 12_090, 'libcudnn.so.9': 92_800 });
      vi.unstubAllEnvs();
    });

    test('has XLA’s tools where XLA looks for them', () => {
      using folder = temporaryFolder();
      const [source, program] = [join(folder.path, 'roots.cc'), join(folder.path, 'roots')];
      writeFileSync(source, CUDA_ROOTS);
      const [command = '', ...first] = compiler();
      execFileSync(command, [...first, '-std=c++17', source, '-o', program, '-ldl']);
      const xla = join(libraryFolder, 'libtensorflow_cc.so.2');
      const roots = execFileSync(program, [xla], { encoding: 'utf8', stdio: 'pipe' }).trim();
      const ours = join(libraryFolder, '../nvidia/cuda_nvcc');
      expect(roots.split('\n').map((root) => join(root))).toContain(ours);
      expect(readdirSync(join(ours, 'bin'))).toContain('ptxas');
      expect(readdirSync(join(ours, 'nvvm/libdevice'))).toContain('libdevice.10.bc');
    });

    test('computes on the CPU, where the GPUs are hidden', () => {
      const proof = new URL('../../../scripts/setup/prove.mjs', import.meta.url);
      const output = execFileSync(process.execPath, [proof.pathname, join(bindingPath, '..')], {
        encoding: 'utf8',
        env: { ...process.env, CUDA_VISIBLE_DEVICES: '-1' },
      });
      expect(output).toBe('TensorFlow 2.21.0 loaded and computing on the CPU\n');
    });
  },
);
