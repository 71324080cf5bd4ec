import { declareArea } from './declare.ts';

declareArea('batch');
