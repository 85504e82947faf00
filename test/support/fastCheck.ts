import fc from 'fast-check';

/** The same cases in every run: a test that fails, fails for everyone. */
fc.configureGlobal({ seed: 2022 });
