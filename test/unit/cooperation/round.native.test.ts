import { useNativeBackend } from '../../support/native.ts';
import { describeRound } from './roundContract.ts';

useNativeBackend();
describeRound();
