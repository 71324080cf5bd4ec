import { declareArea } from './declare.ts';

declareArea('credentials');
