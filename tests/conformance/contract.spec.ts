import { declareArea } from './declare.ts';

declareArea('contract');
