import { declareArea } from './declare.ts';

declareArea('isolation');
