import { declareArea } from './declare.ts';

declareArea('repetition');
