import { useJsBackend } from '../../support/native.ts';
import { describeRound } from './roundContract.ts';

useJsBackend();
describeRound();
