import { declareArea } from './declare.ts';

await declareArea('repetition');
