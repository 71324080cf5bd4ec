import { declareArea } from './declare.ts';

declareArea('input');
