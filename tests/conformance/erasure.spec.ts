import { declareArea } from './declare.ts';

declareArea('erasure');
