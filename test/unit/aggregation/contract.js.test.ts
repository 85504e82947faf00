import { useJsBackend } from '../../support/native.ts';
import { describeAggregator, ruleConfigs } from './contract.ts';

useJsBackend();
ruleConfigs.forEach(describeAggregator);
